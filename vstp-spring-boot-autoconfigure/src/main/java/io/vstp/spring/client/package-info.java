/**
 * Calling VSTP servers: the template, the clients behind it and how to adjust them.
 */
@NullMarked
package io.vstp.spring.client;

import org.jspecify.annotations.NullMarked;
