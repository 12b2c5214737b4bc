/**
 * TLS for connections.
 */
@NullMarked
package io.vstp.transport.tls;

import org.jspecify.annotations.NullMarked;
