package dev.steward;

import dev.steward.govern.Action;
import dev.steward.resource.AcquireInterruptedException;
import dev.steward.resource.Budget;
import dev.steward.resource.Durations;
import dev.steward.resource.ExhaustedException;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.Lessor;
import dev.steward.resource.Managed;
import dev.steward.resource.UnmanagedKindException;
import dev.steward.resource.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is asked for by kind alone: leases, what is in use, and what a clean-up came to. Threadsafe. */
final class ByKind {
    private final Supplier<List<Budget>> budgets;
    private final Supplier<List<Managed>> managed;
    private final Function<Kind, Reserve> reserve;

    /**
     * Who acquires several leases of one thing at once does so alone. Two who each had a part of what they need would
     * wait for each other for ever.
     */
    private final Map<Lessor, ReentrantLock> gates = new ConcurrentHashMap<>();

    ByKind(Supplier<List<Budget>> budgets, Supplier<List<Managed>> managed, Function<Kind, Reserve> reserve) {
        this.budgets = budgets;
        this.managed = managed;
        this.reserve = reserve;
    }

    Lease<?> acquire(Kind kind, long amount, Duration timeout) {
        if (amount <= 0 || timeout.isNegative()) {
            throw new IllegalArgumentException("acquiring " + kind
                    + ": the amount must be more than 0 and the timeout 0 or more, got " + amount + " and " + timeout);
        }
        Lessor lessor = lessor(kind, amount);
        return amount <= lessor.mostPerLease()
                ? lessor.lease(amount, timeout)
                : bundle(lessor, amount, System.nanoTime(), timeout);
    }

    /** Of those that can ever hold that much, the one with most room; where nothing leases by amount, the reserve. */
    private Lessor lessor(Kind kind, long amount) {
        List<Lessor> lessors = ofKind(kind)
                .filter(thing -> thing instanceof Lessor && !(thing instanceof Reserve))
                .map(Lessor.class::cast)
                .toList();
        if (lessors.isEmpty()) {
            refuseUnlessKnown(kind);
            return reserve.apply(kind);
        }
        Optional<Lessor> roomiest = lessors.stream()
                .filter(lessor -> lessor.capacity() >= amount)
                .max(Comparator.comparingLong(ByKind::room));
        return roomiest.orElseThrow(() -> neverFits(lessors, amount));
    }

    private static long room(Lessor lessor) {
        Usage usage = lessor.usage();
        return usage.limit() - usage.inUse() - usage.waiting();
    }

    private static ExhaustedException neverFits(List<Lessor> lessors, long amount) {
        Lessor largest =
                lessors.stream().max(Comparator.comparingLong(Lessor::capacity)).orElseThrow();
        return new ExhaustedException(
                largest.name(),
                Duration.ZERO,
                largest.usage(),
                largest.holdings(),
                amount + " are asked for at once and it never holds more than " + largest.capacity()
                        + ", so this can never fit",
                null);
    }

    private Stream<Managed> ofKind(Kind kind) {
        return managed.get().stream().filter(thing -> thing.kind().equals(kind) && !thing.isClosed());
    }

    private void refuseUnlessKnown(Kind kind) {
        boolean limited = budgets.get().stream()
                .anyMatch(budget -> budget.kind().equals(kind) && budget.limit() != Long.MAX_VALUE);
        if (!limited && ofKind(kind).findAny().isEmpty()) {
            throw new UnmanagedKindException(
                    kind,
                    usage().stream()
                            .filter(usage -> usage.things() > 0 || usage.limit() != Long.MAX_VALUE)
                            .map(usage -> usage.kind().name())
                            .collect(Collectors.joining(", ")));
        }
    }

    private Lease<?> bundle(Lessor lessor, long amount, long beganNanos, Duration timeout) {
        gates.keySet().removeIf(Managed::isClosed);
        ReentrantLock gate = gates.computeIfAbsent(lessor, any -> new ReentrantLock(true));
        List<Lease<?>> leases = new ArrayList<>();
        boolean complete = false;
        enter(gate, lessor, amount, timeout);
        try {
            for (long left = amount; left > 0; left -= lessor.mostPerLease()) {
                Duration rest = timeout.minusNanos(System.nanoTime() - beganNanos);
                leases.add(
                        lessor.lease(Math.min(left, lessor.mostPerLease()), rest.isNegative() ? Duration.ZERO : rest));
            }
            complete = true;
            return new Bundle(leases);
        } finally {
            gate.unlock();
            if (!complete) {
                leases.forEach(Lease::close);
            }
        }
    }

    private static void enter(ReentrantLock gate, Lessor lessor, long amount, Duration timeout) {
        try {
            if (gate.tryLock(Durations.toNanos(timeout), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AcquireInterruptedException(
                    lessor.name(),
                    lessor.name() + ": the thread was interrupted while it waited for its turn to acquire " + amount
                            + " at once",
                    interrupted);
        }
        throw new ExhaustedException(
                lessor.name(),
                timeout,
                lessor.usage(),
                lessor.holdings(),
                amount + " were asked for at once, and another caller who needs several came first",
                null);
    }

    List<KindUsage> usage() {
        Map<Kind, List<Managed>> things = new LinkedHashMap<>();
        budgets.get().forEach(budget -> things.put(budget.kind(), new ArrayList<>()));
        managed.get().stream()
                .filter(thing -> !thing.isClosed())
                .forEach(thing -> things.computeIfAbsent(thing.kind(), kind -> new ArrayList<>())
                        .add(thing));
        return things.entrySet().stream()
                .map(each -> usage(each.getKey(), each.getValue()))
                .sorted(Comparator.comparing(usage -> usage.kind().name()))
                .toList();
    }

    private KindUsage usage(Kind kind, List<Managed> things) {
        List<Usage> usages = things.stream().map(Managed::usage).toList();
        Optional<Budget> budget =
                budgets.get().stream().filter(each -> each.kind().equals(kind)).findFirst();
        return new KindUsage(
                kind,
                budget.map(Budget::limit).orElse(Long.MAX_VALUE),
                budget.map(Budget::used).orElse(0L),
                usages.stream().mapToLong(Usage::inUse).sum(),
                usages.stream().mapToLong(Usage::idle).sum(),
                budget.map(Budget::revocable).orElse(0L),
                usages.stream().mapToLong(Usage::waiting).sum(),
                things.size());
    }

    /** What actions came to, kind by kind. */
    static List<KindCleanup> summed(List<Action> actions) {
        Map<Kind, List<Action>> byKind =
                actions.stream().collect(Collectors.groupingBy(Action::kind, LinkedHashMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .map(each -> new KindCleanup(
                        each.getKey(),
                        each.getValue().stream().mapToLong(Action::freed).sum(),
                        (int) each.getValue().stream()
                                .map(Action::target)
                                .distinct()
                                .count(),
                        each.getValue().stream().map(Action::took).reduce(Duration.ZERO, Duration::plus)))
                .toList();
    }
}
