/**
 * Gives back what it gets.
 */
@NullMarked
package io.vstp.demo.echo;

import org.jspecify.annotations.NullMarked;
