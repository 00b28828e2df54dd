package dev.steward.govern;

import dev.steward.resource.Kind;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that last, and the last 1,000 in all. A subject has one alert at a time: it is raised on the way up, becomes
 * critical on the way further up, and ends {@link #MARGIN} below its threshold, so that a value that hovers there is one
 * alert and not a hundred. Written by the governor's thread alone, read by any.
 */
final class Alerts {
    static final int KEPT = 1_000;

    /** How far below a threshold it is calm again. */
    static final double MARGIN = 0.05;

    private static final System.Logger LOG = System.getLogger(Alerts.class.getName());

    private final double warnAt;
    private final double criticalAt;
    private final List<Notices> listeners;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Long, Alert> kept = new LinkedHashMap<>();

    /** By what they are about, since two things may have one name. */
    private final Map<Object, Alert> lasting = new HashMap<>();

    /** What was past a threshold when it was last looked at, and has no alert yet. */
    private final Set<Object> risen = Collections.newSetFromMap(new WeakHashMap<>());

    private long count;

    Alerts(double warnAt, double criticalAt, List<Notices> listeners) {
        this.warnAt = warnAt;
        this.criticalAt = criticalAt;
        this.listeners = listeners;
    }

    /** Something was seen at a share of its limit. The texts are asked for only if they are needed. */
    void seen(
            Object about,
            Supplier<String> subject,
            Kind kind,
            double value,
            Supplier<String> says,
            Supplier<String> done) {
        Alert last = lasting.get(about);
        if (last == null) {
            if (value >= warnAt) {
                begin(about, subject.get(), kind, value, says.get(), done.get());
            }
        } else if (value < warnAt - MARGIN) {
            // It goes on saying what it was at its worst, as its value does.
            change(about, last, last.severity(), last.value(), last.says(), done.get(), Instant.now());
        } else if (value >= criticalAt && last.severity() == Alert.Severity.WARNING) {
            change(about, last, Alert.Severity.CRITICAL, value, says.get(), done.get(), null);
        } else if (value > last.value()) {
            keep(about, changed(last, last.severity(), value, says.get(), done.get(), null));
        }
    }

    /**
     * The same for something that is full for a moment now and then, as whatever is of use is: it has to be past the
     * threshold at two looks in a row.
     */
    void seenTwice(
            Object about,
            Supplier<String> subject,
            Kind kind,
            double value,
            Supplier<String> says,
            Supplier<String> done) {
        boolean rose = value >= warnAt && !lasting.containsKey(about) && risen.add(about);
        if (!rose) {
            risen.remove(about);
            seen(about, subject, kind, value, says, done);
        }
    }

    /** Ends the alerts about what is not there any more. */
    void endAbout(Predicate<Object> gone) {
        for (Object about : List.copyOf(lasting.keySet())) {
            Alert last = lasting.get(about);
            if (last != null && gone.test(about)) {
                change(about, last, last.severity(), last.value(), last.says(), last.done(), Instant.now());
            }
        }
    }

    boolean isCalm() {
        return lasting.isEmpty();
    }

    private void begin(Object about, String subject, Kind kind, double value, String says, String done) {
        Alert.Severity severity = value >= criticalAt ? Alert.Severity.CRITICAL : Alert.Severity.WARNING;
        count++;
        Alert alert =
                new Alert(count, subject, kind, severity, value, threshold(severity), says, done, Instant.now(), null);
        keep(about, alert);
        tell(alert);
    }

    private double threshold(Alert.Severity severity) {
        return severity == Alert.Severity.CRITICAL ? criticalAt : warnAt;
    }

    private void change(
            Object about,
            Alert last,
            Alert.Severity severity,
            double value,
            String says,
            String done,
            @Nullable Instant ended) {
        Alert alert = changed(last, severity, value, says, done, ended);
        keep(about, alert);
        tell(alert);
    }

    private Alert changed(
            Alert last, Alert.Severity severity, double value, String says, String done, @Nullable Instant ended) {
        return new Alert(
                last.number(),
                last.subject(),
                last.kind(),
                severity,
                value,
                threshold(severity),
                says,
                done.isEmpty() ? last.done() : done,
                last.raised(),
                ended);
    }

    private void keep(Object about, Alert alert) {
        if (alert.ended() == null) {
            lasting.put(about, alert);
        } else {
            lasting.remove(about);
        }
        lock.lock();
        try {
            kept.put(alert.number(), alert);
            if (kept.size() > KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell(Alert alert) {
        LOG.log(
                alert.ended() != null || alert.severity() == Alert.Severity.WARNING
                        ? System.Logger.Level.INFO
                        : System.Logger.Level.WARNING,
                alert::toString);
        listeners.forEach(listener -> listener.post(alert));
    }

    List<Alert> kept() {
        lock.lock();
        try {
            return List.copyOf(kept.values());
        } finally {
            lock.unlock();
        }
    }
}
