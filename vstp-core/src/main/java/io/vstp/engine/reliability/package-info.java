/**
 * Bringing messages to a peer over datagrams that may be lost.
 */
@NullMarked
package io.vstp.engine.reliability;

import org.jspecify.annotations.NullMarked;
