package dev.steward.resource;

import dev.steward.platform.Calls;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A place in the program: the calls that led to it, the innermost first, without those of the JDK and of Steward before
 * it. Equal places are the same object as long as there are not too many of them, so a site that acquires a million
 * leases is kept once. Immutable.
 */
public final class Site {
    /** How many calls are kept: enough to tell the callers of a data access layer apart. */
    static final int DEPTH = 6;

    /** How many different sites the process keeps for good; what comes after that lives as long as it is referred to. */
    static final int MOST_KEPT = 10_000;

    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final String STEWARD = "dev.steward.";
    private static final List<String> ENGINE = List.of(
            "resource.", "pool.", "memory.", "work.", "files.", "process.", "jdbc.", "cache.", "http.", "adopt.");
    private static final ConcurrentHashMap<List<Call>, Site> KEPT = new ConcurrentHashMap<>();

    private final List<StackTraceElement> calls;

    /** What tells one call from another; its line is looked up for new sites alone, which costs more than the walk. */
    private record Call(String type, String method, int index) {}

    private Site(List<StackTraceElement> calls) {
        this.calls = calls;
    }

    /**
     * The place that calls now. This costs some microseconds, most of them for names, so it is for a sample, and for
     * whoever waits anyway; a {@link Trail} leaves the names for later.
     *
     * @return the site
     */
    public static Site here() {
        return Trail.here().site();
    }

    static Site of(List<StackWalker.StackFrame> frames) {
        List<Call> calls = frames.stream()
                .map(frame -> new Call(frame.getClassName(), frame.getMethodName(), frame.getByteCodeIndex()))
                .toList();
        Site kept = KEPT.get(calls);
        if (kept != null) {
            return kept;
        }
        Site site = new Site(frames.stream()
                .map(StackWalker.StackFrame::toStackTraceElement)
                .map(Calls::plain)
                .toList());
        Site first = KEPT.size() >= MOST_KEPT ? null : KEPT.putIfAbsent(calls, site);
        return first == null ? site : first;
    }

    /** Whether a class belongs to the JDK or to the part of Steward that leases, rather than to who uses it. */
    static boolean isEngine(String type) {
        return type.startsWith(STEWARD)
                ? startsWithOneOf(ENGINE, type, STEWARD.length())
                : startsWithOneOf(JDK, type, 0);
    }

    /** A loop and no stream: each traced lease asks this for five calls or more. */
    private static boolean startsWithOneOf(List<String> prefixes, String type, int offset) {
        for (int i = 0; i < prefixes.size(); i++) {
            if (type.startsWith(prefixes.get(i), offset)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The calls, the innermost first.
     *
     * @return at most six; none when nothing outside the JDK and Steward is on the stack
     */
    public List<StackTraceElement> calls() {
        return calls;
    }

    /**
     * The innermost call, with its line.
     *
     * @return such as {@code shop.Import.load(Import.java:12)}
     */
    @Override
    public String toString() {
        return calls.isEmpty() ? "outside the program" : calls.get(0).toString();
    }

    /**
     * The calls in one line.
     *
     * @return the innermost first, joined by {@code " < "}
     */
    public String path() {
        return calls.stream().map(StackTraceElement::toString).collect(Collectors.joining(" < "));
    }
}
