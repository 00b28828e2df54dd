package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Bytes;
import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.time.Duration;
import java.util.Optional;

/** Memory that is held and was not of use for an hour. Of a cache, what is idle is what it is for. */
final class IdleMemory implements Rule {
    private static final Duration LEAST_SEEN = Duration.ofHours(1);
    private static final long WORTHWHILE = Bytes.mib(16);

    @Override
    public Optional<Advice> apply(Managed thing, Stretch day) {
        if (!thing.kind().equals(Kind.MEMORY)
                || thing.isIdleUseful()
                || day.length().compareTo(LEAST_SEEN) < 0
                || day.idle() < WORTHWHILE
                || day.idle() < day.mostInUse()) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                thing.name(),
                "idle-memory",
                Bytes.format((long) day.idle()) + " idle on average, " + Bytes.format(day.mostInUse())
                        + " in use at most, over " + Durations.format(day.length()),
                "shorten its idle timeout",
                "about " + Bytes.format((long) day.idle()) + " would be free for others"));
    }
}
