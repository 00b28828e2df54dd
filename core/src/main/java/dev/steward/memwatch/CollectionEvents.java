package dev.steward.memwatch;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/**
 * Tells of every garbage collection what it has left in use. The figures are in the notification, by which nothing is
 * sampled in between. By their names in the open data, because the types are in a module that not every image has.
 */
final class CollectionEvents implements NotificationListener, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());
    private static final String SORT = "com.sun.management.gc.notification";

    private final Consumer<HeapMeasurement> consumer;
    private final Set<String> heapPools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toSet());

    CollectionEvents(Consumer<HeapMeasurement> consumer) {
        this.consumer = consumer;
    }

    /** Whether there is anybody who tells. */
    boolean subscribe() {
        boolean any = false;
        for (NotificationEmitter emitter : emitters()) {
            emitter.addNotificationListener(this, null, null);
            any = true;
        }
        return any;
    }

    private static List<NotificationEmitter> emitters() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .filter(NotificationEmitter.class::isInstance)
                .map(NotificationEmitter.class::cast)
                .toList();
    }

    @Override
    public void handleNotification(Notification notification, Object handback) {
        if (SORT.equals(notification.getType()) && notification.getUserData() instanceof CompositeData data) {
            measure(data);
        }
    }

    private void measure(CompositeData data) {
        if (!(data.get("gcInfo") instanceof CompositeData info)
                || !(info.get("memoryUsageAfterGc") instanceof TabularData after)) {
            return;
        }
        long used = 0;
        for (Object row : after.values()) {
            if (row instanceof CompositeData entry
                    && heapPools.contains(String.valueOf(entry.get("key")))
                    && entry.get("value") instanceof CompositeData usage
                    && usage.get("used") instanceof Long bytes) {
                used += bytes;
            }
        }
        String action = String.valueOf(data.get("gcAction"));
        consumer.accept(
                new HeapMeasurement(Instant.now(), used, String.valueOf(data.get("gcName")), action.contains("major")));
    }

    @Override
    public void close() {
        for (NotificationEmitter emitter : emitters()) {
            try {
                emitter.removeNotificationListener(this);
            } catch (ListenerNotFoundException neverAdded) {
                LOG.log(System.Logger.Level.DEBUG, "was not subscribed to " + emitter);
            }
        }
    }
}
