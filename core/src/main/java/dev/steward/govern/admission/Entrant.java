package dev.steward.govern.admission;

import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One request that waits at the entry, is inside, or has left. All but {@link #isDecided()} guarded by the admission's lock. */
final class Entrant {
    /** How a request that was inside ended. */
    enum Outcome {
        SERVED,
        IGNORED,
        DROPPED
    }

    enum State {
        WAITING,
        INSIDE,
        REFUSED,
        LEFT
    }

    final Thread thread;
    final Criticality criticality;
    final long arrivedNanos;
    long enteredNanos;
    int inFlight;

    @Nullable
    AdmissionRejectedException refusal;

    private volatile State state = State.WAITING;

    Entrant(Criticality criticality, long now) {
        this.thread = Thread.currentThread();
        this.criticality = criticality;
        this.arrivedNanos = now;
    }

    State state() {
        return state;
    }

    boolean isDecided() {
        return state != State.WAITING;
    }

    void enter(long now, int inFlightNow) {
        enteredNanos = now;
        inFlight = inFlightNow;
        decide(State.INSIDE);
    }

    void refuse(AdmissionRejectedException why) {
        refusal = why;
        decide(State.REFUSED);
    }

    void leave() {
        state = State.LEFT;
    }

    private void decide(State decided) {
        state = decided;
        if (thread != Thread.currentThread()) {
            LockSupport.unpark(thread);
        }
    }
}
