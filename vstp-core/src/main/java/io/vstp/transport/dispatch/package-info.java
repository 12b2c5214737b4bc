/**
 * How frames get from a session to the application and their answers back, whatever
 * carries them.
 */
@NullMarked
package io.vstp.transport.dispatch;

import org.jspecify.annotations.NullMarked;
