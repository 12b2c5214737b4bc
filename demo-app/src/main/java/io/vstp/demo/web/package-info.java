/**
 * Keeps pages of strangers out, and says what is wrong with input.
 */
@NullMarked
package io.vstp.demo.web;

import org.jspecify.annotations.NullMarked;
