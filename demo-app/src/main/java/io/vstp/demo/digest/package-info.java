/**
 * Hashes what it gets.
 */
@NullMarked
package io.vstp.demo.digest;

import org.jspecify.annotations.NullMarked;
