package dev.steward.resource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Nothing became free before the deadline. The message names the figures at that moment and the longest holders, and
 * so do the accessors.
 */
public final class ExhaustedException extends ResourceException {
    private static final long serialVersionUID = 1L;
    private static final int HOLDERS_NAMED = 5;

    private final Duration waited;
    private final transient Usage usage;
    private final transient List<Holding> holders;

    /**
     * Says who had it all.
     *
     * @param resource the name of the managed thing
     * @param waited how long the caller waited
     * @param usage the figures when it gave up
     * @param holders who held it then, the longest first
     * @param reason why no more could be made, such as a full budget or a failing factory; empty when the size is the
     *     only reason
     * @param cause the last failure of the factory, or null
     */
    public ExhaustedException(
            String resource,
            Duration waited,
            Usage usage,
            List<Holding> holders,
            String reason,
            @Nullable Throwable cause) {
        super(resource, describe(resource, waited, usage, holders, reason), cause);
        this.waited = waited;
        this.usage = usage;
        this.holders = List.copyOf(holders);
    }

    private static String describe(
            String resource, Duration waited, Usage usage, List<Holding> holders, String reason) {
        String unit = usage.kind().unit();
        StringBuilder text = new StringBuilder()
                .append(resource)
                .append(": nothing became free within ")
                .append(Durations.format(waited))
                .append(" (")
                .append(usage.inUse())
                .append(" of at most ")
                .append(usage.limit())
                .append(' ')
                .append(unit)
                .append(" in use, ")
                .append(usage.idle())
                .append(" idle, ")
                .append(usage.waiting())
                .append(" waiting)");
        if (!reason.isEmpty()) {
            text.append("; ").append(reason);
        }
        if (!holders.isEmpty()) {
            text.append("; held longest by ")
                    .append(holders.stream()
                            .limit(HOLDERS_NAMED)
                            .map(Holding::toString)
                            .collect(Collectors.joining("; ")));
            if (holders.size() > HOLDERS_NAMED) {
                text.append("; and ").append(holders.size() - HOLDERS_NAMED).append(" more");
            }
        }
        return text.append("; next: look at what these holders do, and raise the size only if they must take so long")
                .toString();
    }

    /**
     * How long the caller waited.
     *
     * @return the time from the call to the refusal
     */
    public Duration waited() {
        return waited;
    }

    /**
     * The figures when the caller gave up.
     *
     * @return the usage
     */
    public Usage usage() {
        return usage;
    }

    /**
     * Who held it when the caller gave up, the longest first.
     *
     * @return the holdings
     */
    public List<Holding> holders() {
        return holders;
    }
}
