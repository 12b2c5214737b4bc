/**
 * What happened, for whoever counts.
 */
@NullMarked
package io.vstp.observe;

import org.jspecify.annotations.NullMarked;
