package dev.steward.memwatch;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How many objects of each class are alive. The virtual machine stops the program and walks the heap for it, which takes
 * about a second for a few gigabytes: so it is taken seldom. Immutable.
 */
final class ClassHistogram {
    private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());
    private static final AtomicBoolean REFUSED = new AtomicBoolean();
    private static final Pattern LINE = Pattern.compile("^\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*$");

    private final Map<String, long[]> classes;

    private ClassHistogram(Map<String, long[]> classes) {
        this.classes = classes;
    }

    /** Of this virtual machine; empty, and said once, where it gives none: another vendor's, or one that was told not to. */
    static Optional<ClassHistogram> take() {
        return take(ClassHistogram::ofDiagnosticCommand);
    }

    static Optional<ClassHistogram> take(Supplier<String> source) {
        try {
            return Optional.of(parse(source.get()));
        } catch (IllegalStateException refused) {
            if (REFUSED.compareAndSet(false, true)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "this virtual machine gives no class histogram (" + refused.getMessage()
                                + "): growth of the heap is reported without the classes that grow");
            }
            return Optional.empty();
        }
    }

    private static String ofDiagnosticCommand() {
        try {
            Object text = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            return String.valueOf(text);
        } catch (JMException | RuntimeException refused) {
            throw new IllegalStateException(String.valueOf(refused), refused);
        }
    }

    static ClassHistogram parse(String text) {
        Map<String, long[]> classes = new HashMap<>();
        text.lines().forEach(line -> {
            Matcher found = LINE.matcher(line);
            if (found.matches()) {
                long[] sums = classes.computeIfAbsent(found.group(3), first -> new long[2]);
                sums[0] += Long.parseLong(found.group(1));
                sums[1] += Long.parseLong(found.group(2));
            }
        });
        if (classes.isEmpty()) {
            throw new IllegalStateException("it answered with no classes");
        }
        return new ClassHistogram(classes);
    }

    /** The classes of which there is more now than in an earlier one, the largest growth first. */
    List<ClassGrowth> growthSince(ClassHistogram before, int most) {
        List<ClassGrowth> growth = new ArrayList<>();
        classes.forEach((type, now) -> {
            long[] then = before.classes.getOrDefault(type, new long[2]);
            if (now[1] > then[1]) {
                growth.add(new ClassGrowth(type, now[0] - then[0], now[1] - then[1]));
            }
        });
        growth.sort(Comparator.comparingLong(ClassGrowth::bytes).reversed());
        return List.copyOf(growth.subList(0, Math.min(most, growth.size())));
    }
}
