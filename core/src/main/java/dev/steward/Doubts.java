package dev.steward;

import dev.steward.govern.advice.Doubt;
import dev.steward.ledger.Knot;
import dev.steward.ledger.Ledger;
import dev.steward.ledger.Suspicion;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the ledger finds wrong, in the governor's words. The two do not know each other; the roof knows both. Stateless.
 */
final class Doubts {
    private static final Duration DAY = Duration.ofDays(1);

    private Doubts() {}

    static List<Doubt> of(Ledger ledger) {
        Instant yesterday = Instant.now().minus(DAY);
        return Stream.concat(
                        ledger.history().stream()
                                .filter(suspicion -> suspicion.reported().isAfter(yesterday))
                                .map(Doubts::of),
                        ledger.knots().stream()
                                // Who starves behind a slow holder may well need more; who is knotted does not.
                                .filter(knot -> knot.isOpen() && knot.sort() == Knot.Sort.DEADLOCK)
                                .flatMap(knot -> knot.members().stream()
                                        .map(member -> knotted(member.waitsFor(), knot.reported()))))
                .toList();
    }

    private static Doubt of(Suspicion suspicion) {
        Doubt.Sort sort = switch (suspicion.verdict()) {
            case UNREACHABLE, ORPHANED -> Doubt.Sort.LOST;
            case LONG_HOLD -> Doubt.Sort.OVERDUE;
            case SLOW_SITE -> Doubt.Sort.SLOW;
        };
        return new Doubt(
                suspicion.owner(),
                sort,
                suspicion.kind(),
                suspicion.amount(),
                suspicion.site() == null ? "" : suspicion.site().toString(),
                suspicion.heldFor(),
                suspicion.reported(),
                suspicion.isOpen());
    }

    private static Doubt knotted(String owner, Instant since) {
        return new Doubt(owner, Doubt.Sort.KNOTTED, Kind.THREADS, 0, "", Duration.ZERO, since, true);
    }
}
