package dev.steward.govern;

import dev.steward.resource.Durations;
import dev.steward.resource.Resizable;
import dev.steward.resource.Usage;
import dev.steward.sizing.Servers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

/**
 * Has the size of one thing follow its load. Of the governor's thread alone.
 *
 * <h2>Quick to grow, slow to shrink, never to and fro</h2>
 * It grows when somebody waited at half of the looks of the last {@link #WAITING}: to what the load of that time needs by
 * Erlang C, or by a quarter, whichever is more. It shrinks when it has not been two thirds in use for all of {@link #SPELL},
 * at its busiest moment: by a quarter at most. Between the two lies a third of the size, which no load crosses both ways
 * without having changed by as much. And if it has to grow again soon after it shrank, within {@link #SOON} spells, it was
 * wrong: the spell is doubled, up to {@link #LONGEST_SPELL}, so that a load that comes and goes is met by one size in the
 * end.
 */
final class AutoSize {
    static final Duration WAITING = Duration.ofSeconds(2);
    static final Duration SPELL = Duration.ofMinutes(5);
    static final Duration LONGEST_SPELL = Duration.ofHours(2);

    private static final int SOON = 4;
    private static final double OFTEN = 0.5;
    private static final double USED = 2.0 / 3.0;
    private static final double ACCEPTED_WAITS = 0.05;
    private static final int FEWEST_LOOKS = 4;

    private final Resizable thing;
    private final int least;
    private final int most;
    private final Deque<Look> lately = new ArrayDeque<>();
    private long spellNanos = SPELL.toNanos();
    private long calmSinceNanos;
    private double busiest;
    private long shrunkNanos;
    private boolean shrunk;

    private record Look(long nanos, double busy, boolean waiting) {}

    /** A change of size, and why. */
    record Change(int from, int to, String reason) {}

    AutoSize(Resizable thing, int least, int most, long nowNanos) {
        this.thing = thing;
        this.least = least;
        this.most = most;
        this.calmSinceNanos = nowNanos;
    }

    /** What is to be changed now, if anything. What is in doubt, or what there is no room for, does not grow. */
    Optional<Change> look(Usage usage, long nowNanos, boolean mayGrow) {
        int size = thing.mostSize();
        if (size < least || size > most) {
            return Optional.of(new Change(
                    size, Math.max(least, Math.min(most, size)), "its size is to be from " + least + " to " + most));
        }
        double piece = usage.limit() == Long.MAX_VALUE ? 1 : Math.max(1, (double) usage.limit() / size);
        note(new Look(nowNanos, usage.inUse() / piece, usage.waiting() > 0));
        Optional<Change> larger = mayGrow && size < most ? grown(size, usage, piece) : Optional.empty();
        if (larger.isPresent() || isWaitedFor()) {
            spent(nowNanos, larger.isPresent());
            return larger;
        }
        return size > least && nowNanos - calmSinceNanos >= spellNanos ? shrunk(size, nowNanos) : Optional.empty();
    }

    private void note(Look look) {
        lately.addLast(look);
        while (look.nanos - lately.getFirst().nanos > WAITING.toNanos()) {
            lately.removeFirst();
        }
        busiest = Math.max(busiest, look.busy);
    }

    private boolean isWaitedFor() {
        return lately.stream().anyMatch(Look::waiting);
    }

    private Optional<Change> grown(int size, Usage usage, double piece) {
        long waited = lately.stream().filter(Look::waiting).count();
        if (lately.size() < FEWEST_LOOKS || waited < OFTEN * lately.size()) {
            return Optional.empty();
        }
        double busy = lately.stream().mapToDouble(Look::busy).average().orElse(0);
        int needed = Servers.fewest(busy, ACCEPTED_WAITS).count();
        int to = Math.min(most, Math.max(needed, size + Math.max(1, size / 4)));
        return Optional.of(new Change(
                size,
                to,
                String.format(
                        Locale.ROOT,
                        "somebody waited at %d of the last %d looks, %.0f now, with %.1f of %d in use on average",
                        waited,
                        lately.size(),
                        usage.waiting() / piece,
                        busy,
                        size)));
    }

    /** A spell begins anew. One that ends with growing, soon after it was made smaller, was too short. */
    private void spent(long nowNanos, boolean grew) {
        if (grew) {
            lately.clear();
            if (shrunk && nowNanos - shrunkNanos < SOON * spellNanos) {
                spellNanos = Math.min(2 * spellNanos, LONGEST_SPELL.toNanos());
            }
            shrunk = false;
        }
        calmSinceNanos = nowNanos;
        busiest = 0;
    }

    private Optional<Change> shrunk(int size, long nowNanos) {
        double used = busiest;
        calmSinceNanos = nowNanos;
        busiest = 0;
        if (used >= USED * size) {
            return Optional.empty();
        }
        int needed = (int) Math.ceil(used / USED);
        int to = Math.max(least, Math.max(needed, size - Math.max(1, size / 4)));
        if (to >= size) {
            return Optional.empty();
        }
        shrunk = true;
        shrunkNanos = nowNanos;
        return Optional.of(new Change(
                size,
                to,
                String.format(
                        Locale.ROOT,
                        "nobody waited for %s, and at most %.0f of %d were in use",
                        Durations.format(Duration.ofNanos(spellNanos)),
                        used,
                        size)));
    }
}
