/**
 * A client for tests, and assertions on what it gets.
 */
@NullMarked
package io.vstp.spring.test.client;

import org.jspecify.annotations.NullMarked;
