package io.vstp.engine.guard;

/**
 * What the unfinished messages of all peers of an endpoint may take together. For one
 * thread.
 */
public final class ReassemblyBudget {

}
