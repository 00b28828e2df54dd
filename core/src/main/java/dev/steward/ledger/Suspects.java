package dev.steward.ledger;

import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Loss;
import dev.steward.resource.Managed;
import dev.steward.resource.Site;
import dev.steward.resource.SiteTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Compares what is held with what should be, and keeps the suspicions that follow from it until they are cleared. Of the
 * ledger's thread alone, but for the counts.
 */
final class Suspects {
    /** A site has drifted when its leases take so many times longer than usual; it has recovered at half of that. */
    private static final int DRIFT = 4;

    private static final long ENOUGH_LEASES = 50;
    private static final Duration WORTH_TELLING = Duration.ofMillis(20);
    private static final long LATELY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

    /** Times of sites change slowly, and there may be many of them. */
    private static final int TICKS_BETWEEN_SITES = 5;

    private final LedgerOptions options;
    private final Journal<Suspicion> journal;
    private final Escalation escalation;
    private final Map<Key, Suspicion> open = new LinkedHashMap<>();
    private final Map<Verdict, AtomicLong> counts = new EnumMap<>(Verdict.class);
    private int tick;

    /**
     * What came back a moment ago. Between the end of a lease that is taken back and the word of its loss is a gap, into
     * which a look may fall: the loss that it hears of next is no other.
     */
    private final Map<Key, Returned> lately = new HashMap<>();

    /** A suspicion, how the journal has it, and when it was cleared. */
    private record Returned(Suspicion was, Suspicion told, long nanos) {}

    /** A hold by its ticket, a site by itself; both within one managed thing. */
    private record Key(Owner owner, Object what) {}

    private record Owner(String name, Kind kind) {
        static Owner of(Managed thing) {
            return new Owner(thing.name(), thing.kind());
        }
    }

    Suspects(LedgerOptions options, Journal<Suspicion> journal, Escalation escalation) {
        this.options = options;
        this.journal = journal;
        this.escalation = escalation;
        for (Verdict verdict : Verdict.values()) {
            counts.put(verdict, new AtomicLong());
        }
    }

    Map<Verdict, Long> counts() {
        Map<Verdict, Long> copy = new EnumMap<>(Verdict.class);
        counts.forEach((verdict, count) -> copy.put(verdict, count.get()));
        return copy;
    }

    /** Looks at everything that is held too long, or lost. */
    void look(List<Managed> things, long nowNanos) {
        Set<Key> seen = new HashSet<>();
        Set<Owner> losers = ofLost();
        boolean withSites = tick++ % TICKS_BETWEEN_SITES == 0;
        for (Managed thing : things) {
            if (withSites) {
                thing.siteTimes().forEach(times -> lookAtSite(thing, times, nowNanos));
            }
            for (Loss loss : thing.takeLosses()) {
                lost(thing, loss, seen, nowNanos);
            }
            Duration threshold = options.overdueAfter(thing);
            Duration limit = threshold == null ? NEVER : threshold;
            for (Holding holding : thing.overdue(losers.contains(Owner.of(thing)) ? Duration.ZERO : limit)) {
                lookAtHolding(thing, holding, limit, seen, nowNanos);
            }
        }
        open.entrySet().removeIf(entry -> {
            Suspicion suspicion = entry.getValue();
            if (entry.getKey().what instanceof Site || seen.contains(entry.getKey())) {
                return false;
            }
            Suspicion cleared = suspicion.clearedAs("it came back", heldUntilNow(suspicion));
            journal.replace(suspicion, cleared);
            lately.put(entry.getKey(), new Returned(suspicion, cleared, nowNanos));
            return true;
        });
        lately.values().removeIf(returned -> nowNanos - returned.nanos > LATELY_NANOS);
    }

    /** What has a lease that nobody can close and that stays open: it need not be old to be suspicious. */
    private Set<Owner> ofLost() {
        Set<Owner> losers = new HashSet<>();
        open.forEach((key, suspicion) -> {
            if (suspicion.verdict() == Verdict.UNREACHABLE) {
                losers.add(key.owner);
            }
        });
        return losers;
    }

    private static Duration heldUntilNow(Suspicion suspicion) {
        return suspicion.heldFor().plus(Duration.between(suspicion.reported(), Instant.now()));
    }

    private void lookAtHolding(Managed thing, Holding holding, Duration limit, Set<Key> seen, long nowNanos) {
        Key key = keyOf(thing, holding);
        if (open.containsKey(key)) {
            escalation.suspect(thing, nowNanos);
            seen.add(key);
        } else if (holding.isOrphaned()) {
            raise(thing, key, Verdict.ORPHANED, holding, nowNanos);
            seen.add(key);
        } else if (holding.heldFor().compareTo(limit) >= 0) {
            raise(thing, key, isSlow(thing, holding.site()) ? Verdict.SLOW_SITE : Verdict.LONG_HOLD, holding, nowNanos);
            seen.add(key);
        }
    }

    private boolean isSlow(Managed thing, @Nullable Site site) {
        return site != null && open.containsKey(new Key(Owner.of(thing), site));
    }

    /**
     * A lost lease that was taken back is told and done with. An orphan may have been told already, and is one also when the
     * collector came by before anybody saw that the thread has ended: which of the two is seen first is chance.
     */
    private void lost(Managed thing, Loss loss, Set<Key> seen, long nowNanos) {
        Key key = keyOf(thing, loss.holding());
        Suspicion known = open.get(key);
        boolean orphaned = loss.cause() == Loss.Cause.ORPHANED || loss.holding().isOrphaned();
        Verdict verdict = orphaned ? Verdict.ORPHANED : Verdict.UNREACHABLE;
        if (known != null && known.verdict() != verdict) {
            journal.replace(known, known.clearedAs("it turned out to be lost", heldUntilNow(known)));
            open.remove(key);
            known = null;
        }
        Returned returned = lately.remove(key);
        Suspicion told = known;
        if (known == null && returned != null && returned.was.verdict() == verdict) {
            known = returned.was;
            told = returned.told;
        }
        if (known == null || told == null) {
            known = raise(thing, key, verdict, loss.holding(), nowNanos);
            told = known;
        }
        if (loss.reclaimed()) {
            open.remove(key);
            journal.replace(told, known.clearedAs("taken back, the resource destroyed", heldUntilNow(known)));
        } else {
            seen.add(key);
        }
    }

    private Suspicion raise(Managed thing, Key key, Verdict verdict, Holding holding, long nowNanos) {
        Suspicion suspicion = new Suspicion(
                verdict,
                thing.name(),
                holding.kind(),
                holding.amount(),
                holding.holder(),
                holding.site(),
                holding.heldFor(),
                verdict == Verdict.UNREACHABLE ? List.of() : Stacks.of(holding.thread()),
                holding.label(),
                Instant.now(),
                null,
                "");
        return raise(thing, key, suspicion, nowNanos);
    }

    private Suspicion raise(Managed thing, Key key, Suspicion suspicion, long nowNanos) {
        open.put(key, suspicion);
        counter(suspicion.verdict()).incrementAndGet();
        escalation.suspect(thing, nowNanos);
        journal.raise(suspicion);
        return suspicion;
    }

    private void lookAtSite(Managed thing, SiteTimes times, long nowNanos) {
        Key key = new Key(Owner.of(thing), times.site());
        Suspicion known = open.get(key);
        Duration usual = times.usual();
        Duration lately = times.lately();
        if (known == null) {
            if (times.leases() >= ENOUGH_LEASES
                    && lately.compareTo(WORTH_TELLING) >= 0
                    && lately.compareTo(usual.multipliedBy(DRIFT)) >= 0) {
                raise(thing, key, slow(thing, times), nowNanos);
            }
        } else if (lately.compareTo(usual.multipliedBy(DRIFT / 2)) < 0) {
            open.remove(key);
            journal.replace(known, known.clearedAs("its leases are as short as usual again", lately));
        }
    }

    private static Suspicion slow(Managed thing, SiteTimes times) {
        return new Suspicion(
                Verdict.SLOW_SITE,
                thing.name(),
                thing.kind(),
                1,
                "all of the site",
                times.site(),
                times.lately(),
                List.of(),
                "",
                Instant.now(),
                null,
                "");
    }

    private AtomicLong counter(Verdict verdict) {
        AtomicLong counter = counts.get(verdict);
        if (counter == null) {
            throw new IllegalStateException("no counter for " + verdict);
        }
        return counter;
    }

    private static Key keyOf(Managed thing, Holding holding) {
        Object ticket = holding.ticket();
        // Without a ticket, whoever holds something under the same name is taken for the same hold.
        return new Key(Owner.of(thing), ticket == null ? List.of(holding.holder(), holding.label()) : ticket);
    }
}
