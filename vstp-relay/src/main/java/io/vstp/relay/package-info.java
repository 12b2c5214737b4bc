/**
 * Relays that stand between clients and a server and are as bad a network as they are
 * told to be. They know nothing of what they carry.
 */
@NullMarked
package io.vstp.relay;

import org.jspecify.annotations.NullMarked;
