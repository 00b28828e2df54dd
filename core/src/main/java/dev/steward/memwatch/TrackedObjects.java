package dev.steward.memwatch;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Objects that somebody expects to go, held weakly. Threadsafe. */
final class TrackedObjects {
    private final ConcurrentLinkedQueue<Entry> entries = new ConcurrentLinkedQueue<>();

    private static final class Entry extends WeakReference<Object> {
        final String name;
        final String type;
        final long sinceNanos = System.nanoTime();

        Entry(String name, Object object) {
            super(object);
            this.name = name;
            this.type = object.getClass().getName();
        }
    }

    void add(String name, Object object) {
        entries.add(new Entry(name, object));
    }

    /** Those that are still there, the eldest first. The others are forgotten on the way. */
    List<Tracked> alive() {
        long now = System.nanoTime();
        List<Tracked> alive = new ArrayList<>();
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.get() == null) {
                all.remove();
            } else {
                alive.add(new Tracked(entry.name, entry.type, Duration.ofNanos(now - entry.sinceNanos)));
            }
        }
        alive.sort(Comparator.comparing(Tracked::age).reversed());
        return alive;
    }
}
