package dev.steward.memory;

import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Site;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Who holds a slot, in words. Stateless. */
final class Holders {
    private Holders() {}

    static String name(@Nullable Object holder) {
        if (holder instanceof Thread thread) {
            return thread.getName().isEmpty() ? "thread " + thread.getId() : thread.getName();
        }
        return holder == null ? "a thread that has ended" : holder.toString();
    }

    static Holding holding(
            String owner,
            long bytes,
            @Nullable Object holder,
            Duration age,
            String label,
            @Nullable Site site,
            Object ticket) {
        @Nullable Thread thread = holder instanceof Thread held ? held : null;
        return new Holding(owner, Kind.MEMORY, bytes, name(holder), thread, age, label, site, ticket);
    }
}
