/**
 * Requests of 64 bytes, which come back as they are.
 */
@NullMarked
package io.vstp.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
