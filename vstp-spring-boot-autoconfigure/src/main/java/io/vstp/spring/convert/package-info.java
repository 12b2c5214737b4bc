/**
 * Between frames and the objects of the application.
 */
@NullMarked
package io.vstp.spring.convert;

import org.jspecify.annotations.NullMarked;
