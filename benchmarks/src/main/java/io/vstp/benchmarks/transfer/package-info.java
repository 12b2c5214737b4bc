/**
 * One long message over UDP, by ways that lose datagrams and take their time.
 */
@NullMarked
package io.vstp.benchmarks.transfer;

import org.jspecify.annotations.NullMarked;
