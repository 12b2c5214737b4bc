/**
 * The VSTP server in an application context: lifecycle, customizers and events.
 */
@NullMarked
package io.vstp.spring.server;

import org.jspecify.annotations.NullMarked;
