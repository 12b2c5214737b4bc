package io.vstp.spring.handler;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * What is worth cancelling when nobody can be answered any more. Knows no reactive types,
 * which need not be there.
 */
abstract class CancellableResult extends CompletableFuture<@Nullable Object> {

}
