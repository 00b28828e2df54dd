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
 * @param behind the one thread that it waits for, when no other can serve it; usually null
 * @param ticket what tells this wait from every other, equal in two readings exactly as long as it is the same wait; null
 *     when the managed thing has none
 */
public record Waiting(
        String owner,
        Kind kind,
        long amount,
        String waiter,
        @Nullable Thread thread,
        Duration waitedFor,
        @Nullable Thread behind,
        @Nullable Object ticket) {

    /**
     * One that anybody may serve and nobody can refuse from outside.
     *
     * @param owner the name of the managed thing
     * @param kind what it waits for
     * @param amount how much of it
     * @param waiter who waits
     * @param thread the waiting thread, or null
     * @param waitedFor for how long it has waited
     */
    public Waiting(String owner, Kind kind, long amount, String waiter, @Nullable Thread thread, Duration waitedFor) {
        this(owner, kind, amount, waiter, thread, waitedFor, null, null);
    }
}
