/**
 * Health of the server and of the destinations.
 */
@NullMarked
package io.vstp.spring.health;

import org.jspecify.annotations.NullMarked;
