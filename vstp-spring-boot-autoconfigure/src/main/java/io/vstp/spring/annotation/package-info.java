/**
 * What marks a class and its methods as handlers of frames.
 */
@NullMarked
package io.vstp.spring.annotation;

import org.jspecify.annotations.NullMarked;
