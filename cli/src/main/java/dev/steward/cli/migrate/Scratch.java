package dev.steward.cli.migrate;

import dev.steward.cli.fault.FaultKind;
import dev.steward.cli.fault.FaultMode;
import dev.steward.cli.fault.Faults;
import dev.steward.pool.Pool;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Arrays that pages are parsed in: parsers want an array, and a page arrives in a buffer outside the heap. One for each
 * CPU worker, leased for the moment of parsing; since these leases are confined, the one that is leaked as a fault is
 * taken back when its thread has ended. Threadsafe.
 */
final class Scratch {
    private static final int BYTES = 256 * 1024;

    private final Pool<byte[]> arrays;
    private final Faults faults;
    private final @Nullable Planted planted;

    Scratch(Owner owner, int workers, Faults faults, FaultMode mode) {
        this.arrays = owner.manage(Pool.<byte[]>builder("scratch", () -> new byte[BYTES])
                .kind(Kind.MEMORY)
                .weight(BYTES)
                .size(0, workers + 1));
        this.faults = faults;
        // Nothing is managed for mistakes that are not made.
        this.planted = mode == FaultMode.NONE || mode == FaultMode.SOME ? null : new Planted(owner, faults);
    }

    <R> R with(long page, ByteBuffer content, Function<ByteBuffer, R> work) {
        if (faults.strikes(FaultKind.LEAKED_LEASE, page)) {
            leak(page);
        }
        if (planted != null) {
            planted.strike(page);
        }
        int length = content.remaining();
        if (content.hasArray() || length > BYTES) {
            return work.apply(content);
        }
        try (Lease<byte[]> lease = arrays.acquire()) {
            ByteBuffer copy = ByteBuffer.wrap(lease.get(), 0, length);
            copy.put(content.duplicate()).flip();
            return work.apply(copy);
        }
    }

    /** Takes a lease on a thread that ends without closing it. */
    private void leak(long page) {
        Thread leaker = new Thread(
                () -> {
                    Lease<byte[]> lost = arrays.acquire();
                    lost.get()[0] = 1;
                    faults.done(FaultKind.LEAKED_LEASE);
                },
                "leaker-" + (page + 1));
        leaker.setDaemon(true);
        leaker.start();
    }

    /** How many objects the heap leak has kept, if it is one of the faults; asking keeps them until then. */
    int hoarded() {
        return planted == null ? 0 : planted.hoarded();
    }
}
