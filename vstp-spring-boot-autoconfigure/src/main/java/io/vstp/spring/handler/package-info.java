/**
 * Finding the methods that handle frames, choosing among them, and calling them.
 */
@NullMarked
package io.vstp.spring.handler;

import org.jspecify.annotations.NullMarked;
