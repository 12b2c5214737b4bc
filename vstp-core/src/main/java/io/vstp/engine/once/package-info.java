/**
 * Handling a message once, by whichever way and however often it comes.
 */
@NullMarked
package io.vstp.engine.once;

import org.jspecify.annotations.NullMarked;
