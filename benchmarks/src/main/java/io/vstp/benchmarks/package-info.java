/**
 * Where benchmarks are started.
 */
@NullMarked
package io.vstp.benchmarks;

import org.jspecify.annotations.NullMarked;
