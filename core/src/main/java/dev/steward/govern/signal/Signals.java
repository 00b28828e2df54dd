package dev.steward.govern.signal;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The signals that every governor has. Stateless. */
public final class Signals {
    /** Processors. Nothing is leased of them; the kind has a pressure only. */
    public static final Kind CPU = Kind.of("cpu", "cores");

    private static final Path PRESSURE = Path.of("/proc/pressure");

    private Signals() {}

    /**
     * What tells about the process as a whole.
     *
     * @param nanos the clock
     * @return the signals of memory, open files and processors
     */
    public static List<Signal> ofProcess(LongSupplier nanos) {
        List<Signal> signals =
                new ArrayList<>(List.of(new LiveSet(), new CollectorTime(nanos), new ProcessorUse(nanos)));
        signals.add(new Seldom(new OpenFiles(), nanos));
        signals.add(new Seldom(new Container(Path.of("/")), nanos));
        addIfCounted(signals, Kind.MEMORY, PRESSURE.resolve("memory"), nanos);
        addIfCounted(signals, CPU, PRESSURE.resolve("cpu"), nanos);
        return signals;
    }

    private static void addIfCounted(List<Signal> signals, Kind kind, Path file, LongSupplier nanos) {
        if (Files.isReadable(file)) {
            signals.add(new Seldom(new Stall(kind, file), nanos));
        }
    }

    /**
     * What tells about one kind that is managed: memory by what is accounted for, all else by how far callers get what
     * they ask for.
     *
     * @param budget the kind's budget
     * @param sights everything managed as it was last seen; only what is of that kind is looked at
     * @param nanos the clock
     * @return the signal
     */
    public static Signal ofBudget(Budget budget, Supplier<List<Sight>> sights, LongSupplier nanos) {
        return budget.kind().equals(Kind.MEMORY) ? new BudgetUse(budget) : new Demand(budget, sights, nanos);
    }
}
