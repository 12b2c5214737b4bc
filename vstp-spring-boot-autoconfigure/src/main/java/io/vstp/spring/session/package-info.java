/**
 * Sessions as the application sees them: those that are open, and events about them.
 */
@NullMarked
package io.vstp.spring.session;

import org.jspecify.annotations.NullMarked;
