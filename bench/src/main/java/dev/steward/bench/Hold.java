package dev.steward.bench;

import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.infra.Blackhole;

/** What a member of a crowd does while it holds. Stateless. */
interface Hold {
    void pass();

    /** Either keeps the processor busy or, in a virtual thread, leaves it. */
    static Hold of(boolean virtual, long work) {
        if (virtual) {
            return () -> LockSupport.parkNanos(work);
        }
        return work == 0 ? () -> {} : () -> Blackhole.consumeCPU(work);
    }
}
