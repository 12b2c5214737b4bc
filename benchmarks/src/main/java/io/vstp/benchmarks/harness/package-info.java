/**
 * JVMs side by side, the windows in which they are measured, and what follows from these.
 */
@NullMarked
package io.vstp.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
