/**
 * Sessions over UDP.
 */
@NullMarked
package io.vstp.transport.udp;

import org.jspecify.annotations.NullMarked;
