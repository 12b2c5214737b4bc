/**
 * Support for tests of applications that speak VSTP.
 */
@NullMarked
package io.vstp.spring.test;

import org.jspecify.annotations.NullMarked;
