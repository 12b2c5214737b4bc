/**
 * Sessions over TCP connections.
 */
@NullMarked
package io.vstp.transport.tcp;

import org.jspecify.annotations.NullMarked;
