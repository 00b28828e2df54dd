package dev.steward;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.steward.resource.Blueprint;
import dev.steward.resource.Managed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Steward} looks after, by type and name, and in the order in which it was built. An entry may be
 * announced first and built when somebody asks for it. What was closed by somebody else is forgotten once nothing of it is
 * in use, and its name is free again, so that a program may build and close as many things as it likes. Threadsafe;
 * different entries are built side by side.
 */
final class Registry {
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Entry<?>> entries = new LinkedHashMap<>();

    /** Immutable; another one is put in its place under the lock. Who watches reads it several times a second. */
    private volatile List<Managed> built = List.of();

    private record Key(Class<?> type, String name) {
        @Override
        public String toString() {
            return type.getSimpleName() + " \"" + name + "\"";
        }
    }

    private static final class Entry<M extends Managed> {
        final ReentrantLock building = new ReentrantLock();
        final boolean announced;
        final Supplier<? extends Blueprint<? extends M>> blueprint;

        @Nullable
        M managed;

        Entry(boolean announced, Supplier<? extends Blueprint<? extends M>> blueprint) {
            this.announced = announced;
            this.blueprint = blueprint;
        }
    }

    <M extends Managed> void announce(
            String name, Class<M> type, Supplier<? extends Blueprint<? extends M>> blueprint) {
        Key key = new Key(type, name);
        lock.lock();
        try {
            if (entries.putIfAbsent(key, new Entry<M>(true, blueprint)) != null) {
                throw new IllegalArgumentException(
                        "there is a " + key + " already: choose another name, or use the one there is");
            }
        } finally {
            lock.unlock();
        }
    }

    <M extends Managed> void announceIfAbsent(
            String name, Class<M> type, Supplier<? extends Blueprint<? extends M>> blueprint) {
        lock.lock();
        try {
            entries.putIfAbsent(new Key(type, name), new Entry<M>(true, blueprint));
        } finally {
            lock.unlock();
        }
    }

    void add(Managed managed) {
        Key key = new Key(managed.getClass(), managed.name());
        forget(built.stream().filter(Registry::isGone).toList());
        lock.lock();
        try {
            Entry<Managed> entry = new Entry<>(false, () -> {
                throw new AssertionError(key + " is built");
            });
            entry.managed = managed;
            if (entries.putIfAbsent(key, entry) != null) {
                throw new IllegalArgumentException(
                        "there is a " + key + " already: choose another name, or use the one there is");
            }
            enter(managed);
        } finally {
            lock.unlock();
        }
    }

    /** The entry's thing, built by the first who asks; others wait for that. */
    <M extends Managed> M get(String name, Class<M> type, Function<Blueprint<? extends M>, ? extends M> build) {
        Entry<?> entry = find(name, type);
        entry.building.lock();
        try {
            Managed there = entry.managed;
            if (there == null) {
                there = fill(entry, type, build);
            }
            return type.cast(there);
        } finally {
            entry.building.unlock();
        }
    }

    @SuppressWarnings("unchecked") // An entry is kept under the type that it was announced with.
    private <M extends Managed> M fill(
            Entry<?> entry, Class<M> type, Function<Blueprint<? extends M>, ? extends M> build) {
        Entry<M> typed = (Entry<M>) entry;
        M managed = type.cast(build.apply(typed.blueprint.get()));
        typed.managed = managed;
        lock.lock();
        try {
            enter(managed);
        } finally {
            lock.unlock();
        }
        return managed;
    }

    private Entry<?> find(String name, Class<?> type) {
        lock.lock();
        try {
            Entry<?> entry = entries.get(new Key(type, name));
            if (entry == null) {
                String known = entries.keySet().stream().map(Key::toString).collect(Collectors.joining(", "));
                throw new IllegalArgumentException("there is no " + new Key(type, name) + "; there is "
                        + (known.isEmpty() ? "nothing yet" : known) + ": register or manage it first");
            }
            return entry;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private void enter(Managed managed) {
        List<Managed> more = new ArrayList<>(built);
        more.add(managed);
        built = List.copyOf(more);
    }

    /** Everything that was built and is not gone, in that order. */
    List<Managed> built() {
        List<Managed> all = built;
        for (Managed each : all) {
            if (isGone(each)) {
                forget(all.stream().filter(Registry::isGone).toList());
                return built;
            }
        }
        return all;
    }

    /** Not yet while it is closed but still has holders: the ledger is to name them. */
    private static boolean isGone(Managed thing) {
        return thing.isClosed() && thing.usage().inUse() == 0;
    }

    /** What was announced keeps its name, and stays closed for whoever asks for it. */
    private void forget(List<Managed> gone) {
        lock.lock();
        try {
            built = built.stream().filter(each -> !gone.contains(each)).toList();
            entries.values().removeIf(entry -> !entry.announced && gone.contains(entry.managed));
        } finally {
            lock.unlock();
        }
    }
}
