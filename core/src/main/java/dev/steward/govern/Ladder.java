package dev.steward.govern;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What is done about pressure. Everything of the kind is held back in proportion to the severity, and as much as stands
 * between now and the end of the pressure is asked back, the cheapest to rebuild first. Of the governor's thread alone.
 *
 * <h2>Why it does not storm</h2>
 * Giving back may finish after {@link Managed#reclaim(long)} has returned, and the pressure is read before it shows. So
 * one kind is asked again only after {@link #SETTLE}, unless it has risen to a higher level meanwhile.
 */
final class Ladder {
    static final Duration SETTLE = Duration.ofMillis(500);

    /** Holding back by less than this more or less is not worth a call. */
    private static final double STEP = 0.05;

    /** Not equal to any share, nor near one. */
    private static final double UNKNOWN = Double.NaN;

    private final Consumer<Action> record;
    private final GiveBack giveBack;
    private final Hooks hooks;
    private final LongSupplier nanos;
    private final Map<Kind, Episode> episodes = new HashMap<>();

    /** One stay of a kind above {@link Level#CALM}. */
    private static final class Episode {
        final Map<Managed, Double> restrained = new WeakHashMap<>();
        Level level = Level.CALM;
        Rung highest = Rung.TRIM;
        long askedNanos;
        boolean asked;
    }

    Ladder(Consumer<Action> record, GiveBack giveBack, Hooks hooks, LongSupplier nanos) {
        this.record = record;
        this.giveBack = giveBack;
        this.hooks = hooks;
        this.nanos = nanos;
    }

    /** Whether there is something to do about it, or to undo. */
    boolean concerns(Pressure pressure) {
        return pressure.level() != Level.CALM || episodes.containsKey(pressure.kind());
    }

    /**
     * Does what the pressure calls for, to things that are all of its kind. Where room is not short, nothing is taken from
     * those who are busy before new work has to be slowed down as well: they would only have to open again what they gave
     * back.
     */
    void respond(Pressure pressure, boolean isShort, List<Budget> budgets, List<Managed> things) {
        if (pressure.level() == Level.CALM) {
            Episode over = episodes.get(pressure.kind());
            if (over != null && end(over, thing -> release(pressure, over, thing))) {
                episodes.remove(pressure.kind());
            }
            return;
        }
        if (!isShort && !areDrawnDown(budgets) && !pressure.level().isAtLeast(Level.CRITICAL)) {
            return;
        }
        Episode episode = episodes.computeIfAbsent(pressure.kind(), kind -> new Episode());
        boolean rose = pressure.level().compareTo(episode.level) > 0;
        episode.level = pressure.level();
        Rung rung = Rung.of(pressure.level());
        if (rung.compareTo(episode.highest) > 0) {
            episode.highest = rung;
        }
        things.forEach(thing -> restrain(pressure, rung, episode, thing));
        long now = nanos.getAsLong();
        if (rose || !episode.asked || now - episode.askedNanos >= SETTLE.toNanos()) {
            episode.asked = true;
            episode.askedNanos = now;
            ask(pressure, rung, budgets, things);
        }
    }

    /** Lets go of everything that can be told now. Whoever still hangs from before is told at a later look. */
    private static boolean end(Episode episode, Predicate<Managed> release) {
        episode.restrained.keySet().removeIf(release);
        episode.level = Level.CALM;
        episode.asked = false;
        return episode.restrained.isEmpty();
    }

    /** Ends all holding back, whatever the pressure is. */
    void letGo() {
        episodes.values().forEach(episode -> end(episode, thing -> restrain(thing, 0)));
        episodes.clear();
    }

    private boolean restrain(Managed thing, double share) {
        return hooks.tell(thing, thing.name(), () -> thing.restrain(share), Governor.PATIENCE);
    }

    private void restrain(Pressure pressure, Rung rung, Episode episode, Managed thing) {
        double share = rung.compareTo(Rung.THROTTLE) >= 0 ? 1 : pressure.severity();
        if (rung == Rung.TRIM && thing.isIdleUseful()) {
            return;
        }
        Double before = episode.restrained.get(thing);
        if (before != null && Math.abs(before - share) < STEP) {
            return;
        }
        boolean told = restrain(thing, share);
        // One that hangs may do it yet, so it is let go again as well; until then it is told at each look.
        episode.restrained.put(thing, told ? share : UNKNOWN);
        if (told && (before == null || before.isNaN())) {
            record.accept(new Action(
                    Instant.now(),
                    pressure.kind(),
                    rung,
                    thing.name(),
                    "hold back",
                    0,
                    0,
                    Duration.ZERO,
                    Duration.ZERO,
                    reason(pressure)));
        }
    }

    private boolean release(Pressure pressure, Episode episode, Managed thing) {
        if (!restrain(thing, 0)) {
            return false;
        }
        record.accept(new Action(
                Instant.now(),
                pressure.kind(),
                episode.highest,
                thing.name(),
                "undo: let go again",
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                reason(pressure)));
        return true;
    }

    /**
     * Asks for what accounting says is too much, or where the cause is not accounted for, for a share of what is idle; and
     * for what that does not yield, those who hold what can be taken back.
     */
    private void ask(Pressure pressure, Rung rung, List<Budget> budgets, List<Managed> things) {
        List<Managed> candidates = things.stream()
                .filter(thing -> !thing.isClosed())
                .filter(thing -> rung.compareTo(Rung.EVICT) >= 0 || !thing.isIdleUseful())
                .sorted(Comparator.comparing(Managed::rebuildCost))
                .toList();
        long idle = candidates.stream().mapToLong(thing -> thing.usage().idle()).sum();
        long wanted = rung == Rung.EMERGENCY
                ? Long.MAX_VALUE
                : Math.max(excess(budgets), (long) Math.ceil(pressure.severity() * idle));
        String reason = reason(pressure);
        for (Managed thing : candidates) {
            if (wanted <= 0) {
                return;
            }
            wanted -= giveBack.by(thing, wanted, rung, reason);
        }
        if (rung.compareTo(Rung.EVICT) >= 0) {
            for (Budget budget : budgets) {
                wanted -= giveBack.in(budget, wanted, rung, reason);
            }
        }
    }

    /** What would have to go for the accounts to be calm. */
    private static long excess(List<Budget> budgets) {
        return limited(budgets)
                .mapToLong(budget -> budget.used() - (long) (Level.ELEVATED.leave() * budget.limit()))
                .max()
                .orElse(0);
    }

    /** Whether one of them has so little room that what lies idle in one thing is what another lacks. */
    private static boolean areDrawnDown(List<Budget> budgets) {
        return limited(budgets).anyMatch(budget -> budget.used() >= Level.ELEVATED.leave() * budget.limit());
    }

    private static Stream<Budget> limited(List<Budget> budgets) {
        return budgets.stream().filter(budget -> budget.limit() != Long.MAX_VALUE);
    }

    private static String reason(Pressure pressure) {
        return String.format("%s at %.2f, %s", pressure.level(), pressure.value(), pressure.cause());
    }
}
