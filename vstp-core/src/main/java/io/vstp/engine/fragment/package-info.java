/**
 * Messages in pieces, and messages that come more than once.
 */
@NullMarked
package io.vstp.engine.fragment;

import org.jspecify.annotations.NullMarked;
