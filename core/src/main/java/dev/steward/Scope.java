package dev.steward;

import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Lease;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * A stretch of work at whose end the thread that began it shall hold nothing that it did not hold before:
 *
 * <pre>{@code
 * try (Scope scope = steward.scope("import")) {
 *     importAll();
 * }
 * }</pre>
 *
 * <p>What it acquired inside and has not closed is closed at the end, and named in the log. Acquiring costs no more inside
 * a scope than outside: the ledger is read at the beginning and at the end, and the difference is what was left. A lease
 * that was handed over by name is no longer the thread's, and stays. Scopes may be nested.
 *
 * <p>The two readings need nobody to stand still. What the thread acquired and has not closed it has itself written before
 * it reads; so none of its own is missed. What others do meanwhile to a lease that is found, as to close a shared one, to
 * hand it on, or to take it back, ends the generation, or the term, that the ticket names. Closing the ticket then touches
 * nothing, whoever has the resource by now. Confined to the thread that opened it.
 */
public final class Scope implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Scope.class.getName());

    private final String name;
    private final Supplier<List<Managed>> things;
    private final Thread thread = Thread.currentThread();
    private final Set<Object> before = new HashSet<>();
    private final List<Holding> left = new ArrayList<>();
    private boolean closed;

    Scope(String name, Supplier<List<Managed>> things) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "a scope needs a name, so that what is left open can be told; it was blank");
        }
        this.name = name;
        this.things = things;
        own().forEach(holding -> before.add(ticketOf(holding)));
    }

    private List<Holding> own() {
        return things.get().stream()
                .flatMap(thing -> thing.holdings().stream())
                .filter(holding -> holding.thread() == thread && holding.ticket() instanceof Lease<?>)
                .toList();
    }

    private static Object ticketOf(Holding holding) {
        Object ticket = holding.ticket();
        return ticket == null ? holding : ticket;
    }

    /**
     * What was still open at the end.
     *
     * @return the holdings as they were when they were closed; empty before that
     */
    public List<Holding> left() {
        return List.copyOf(left);
    }

    /**
     * Closes what was acquired inside and is still open, the last first. A second call does nothing.
     *
     * @throws IllegalStateException if another thread calls this; nothing is changed then
     */
    @Override
    public void close() {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException("scope " + name + " was opened by " + thread.getName()
                    + " and has to be closed by it, not by "
                    + Thread.currentThread().getName());
        }
        if (closed) {
            return;
        }
        closed = true;
        for (Holding holding : own()) {
            if (!before.contains(ticketOf(holding))) {
                left.add(0, holding);
            }
        }
        left.forEach(holding -> {
            if (holding.ticket() instanceof Lease<?> lease) {
                lease.close();
            }
        });
        if (!left.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "scope " + name + " closed " + left.size() + " leases that were left open in it: "
                            + left.stream()
                                    .map(holding -> holding.owner() + " held for " + Durations.format(holding.heldFor())
                                            + (holding.site() == null ? "" : ", acquired at " + holding.site()))
                                    .collect(Collectors.joining("; ")));
        }
    }
}
