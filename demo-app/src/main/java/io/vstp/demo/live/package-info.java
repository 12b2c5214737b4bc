/**
 * Tells the page at / what happens, as it happens.
 */
@NullMarked
package io.vstp.demo.live;

import org.jspecify.annotations.NullMarked;
