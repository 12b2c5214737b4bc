/**
 * What a session does, as state machines without socket, thread or clock.
 */
@NullMarked
package io.vstp.engine.session;

import org.jspecify.annotations.NullMarked;
