/**
 * The test slice and the auto-configuration of what tests use.
 */
@NullMarked
package io.vstp.spring.test.autoconfigure;

import org.jspecify.annotations.NullMarked;
