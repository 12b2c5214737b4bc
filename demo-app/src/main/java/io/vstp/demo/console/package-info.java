/**
 * Sends frames that people write by hand.
 */
@NullMarked
package io.vstp.demo.console;

import org.jspecify.annotations.NullMarked;
