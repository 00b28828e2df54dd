package dev.steward.resource;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One caller that waits, as the ledger shows it. Immutable; it describes the moment it was read.
 *
 * @param owner the name of the managed thing it waits for
 * @param kind what it waits for
 * @param amount how much of it, in the kind's unit
 * @param waiter the name of the thread that waits, or of the asynchronous request
 * @param thread the waiting thread, or null for an asynchronous request
 * @param waitedFor for how long it has waited
 */
public record Waiting(
        String owner,
        Kind kind,
        long amount,
        String waiter,
        @Nullable Thread thread,
        Duration waitedFor) {}
