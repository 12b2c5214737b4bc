/**
 * Auto-configuration of VSTP: the server, the clients, their meters and health.
 */
@NullMarked
package io.vstp.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
