/**
 * Puts a network between the clients and the server that can be spoiled.
 */
@NullMarked
package io.vstp.demo.network;

import org.jspecify.annotations.NullMarked;
