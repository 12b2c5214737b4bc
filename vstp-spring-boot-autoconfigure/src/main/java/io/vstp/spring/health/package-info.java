/**
 * Health of the server.
 */
@NullMarked
package io.vstp.spring.health;

import org.jspecify.annotations.NullMarked;
