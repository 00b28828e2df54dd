package dev.steward.govern.advice;

import dev.steward.resource.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leases that were lost, or that several holders keep for far too long, by the line that acquired them. */
final class Leaks {
    /** One that is overdue may just be slow; several of one site are a habit. */
    private static final int HABIT = 3;

    /** Whoever holds one for so long does not do anything with it. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private Leaks() {}

    static List<Advice> in(List<Doubt> doubts) {
        Map<List<Object>, List<Doubt>> bySite = new LinkedHashMap<>();
        doubts.stream()
                .filter(doubt ->
                        doubt.sort() == Doubt.Sort.LOST || (doubt.sort() == Doubt.Sort.OVERDUE && doubt.stands()))
                .forEach(doubt -> bySite.computeIfAbsent(
                                List.of(doubt.owner(), doubt.sort(), doubt.site()), site -> new ArrayList<>())
                        .add(doubt));
        return bySite.values().stream()
                .map(Leaks::advice)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Advice> advice(List<Doubt> same) {
        Doubt one = same.get(0);
        Duration longest = longest(same);
        boolean lost = one.sort() == Doubt.Sort.LOST;
        if (!lost && same.size() < HABIT && longest.compareTo(ABANDONED) < 0) {
            return Optional.empty();
        }
        long amount = same.stream().mapToLong(Doubt::amount).sum();
        String where = one.site().isEmpty() ? "" : ", acquired at " + one.site();
        return Optional.of(new Advice(
                one.owner(),
                "leak-suspected",
                same.size() + (same.size() == 1 ? " lease was " : " leases were ")
                        + (lost ? "lost: nobody is left who could close it" : "held for too long, and still are")
                        + ", for up to " + Durations.format(longest) + where,
                one.site().isEmpty()
                        ? "trace its leases (Ledger.builder().tracing(ALL)) to see the line, and close them there"
                        : "close the lease in every case, with try-with-resources, at " + one.site(),
                amount + " " + one.kind().unit()
                        + (lost ? " would not have been lost until they were found" : " would be there for others")));
    }

    private static Duration longest(Collection<Doubt> doubts) {
        return doubts.stream().map(Doubt::heldFor).max(Duration::compareTo).orElse(Duration.ZERO);
    }
}
