/**
 * Sends large generated content over UDP, and checks what has arrived.
 */
@NullMarked
package io.vstp.demo.transfer;

import org.jspecify.annotations.NullMarked;
