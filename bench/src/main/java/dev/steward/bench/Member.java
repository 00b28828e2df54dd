package dev.steward.bench;

import dev.steward.bench.peer.Peer;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a crowd: acquires, holds and releases until the spell is over. Whoever is still waiting then is served
 * as the others leave, and has waited until the end; a starved thread would otherwise not show in the longest wait.
 * Confined to its thread until that has ended.
 */
final class Member implements Runnable {
    private final Spell spell;
    private final Peer<Object> peer;
    private final Hold hold;
    private final boolean timed;
    private long turns;
    private long longestWaitNanos;
    private @Nullable Throwable failure;

    Member(Spell spell, Peer<Object> peer, Hold hold, boolean timed) {
        this.spell = spell;
        this.peer = peer;
        this.hold = hold;
        this.timed = timed;
    }

    @Override
    public void run() {
        try {
            spell.awaitBeginning();
            if (timed) {
                takeTimedTurns();
            } else {
                takeTurns();
            }
        } catch (Throwable thrown) {
            failure = thrown;
        }
    }

    /** Counts in a local variable: members lie side by side in the heap, and must not write there all the time. */
    private void takeTurns() throws Exception {
        long taken = 0;
        while (!spell.isOver()) {
            Object held = peer.acquire();
            hold.pass();
            taken += peer.item(held).value();
            peer.release(held);
        }
        turns = taken;
    }

    private void takeTimedTurns() throws Exception {
        long taken = 0;
        long longest = 0;
        while (!spell.isOver()) {
            long asked = System.nanoTime();
            Object held = peer.acquire();
            longest = Math.max(longest, spell.waitedNanos(asked));
            if (!spell.isOver()) {
                hold.pass();
                taken += peer.item(held).value();
            }
            peer.release(held);
        }
        turns = taken;
        longestWaitNanos = longest;
    }

    long turns() {
        return turns;
    }

    long longestWaitNanos() {
        return longestWaitNanos;
    }

    /** A member that failed makes the whole measurement worthless. */
    void complain() {
        if (failure != null) {
            throw new IllegalStateException("a thread of the crowd failed: " + failure, failure);
        }
    }
}
