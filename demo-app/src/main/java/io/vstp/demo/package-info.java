/**
 * An application that speaks VSTP.
 */
@NullMarked
package io.vstp.demo;

import org.jspecify.annotations.NullMarked;
