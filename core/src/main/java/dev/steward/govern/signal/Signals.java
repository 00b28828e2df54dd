package dev.steward.govern.signal;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The signals that every governor has. Stateless. */
public final class Signals {
    /** Processors. Nothing is leased of them; the kind has a pressure only. */
    public static final Kind CPU = Kind.of("cpu", "cores");

    private static final Path ROOT = Path.of("/");

    private Signals() {}

    /**
     * What tells about the process as a whole.
     *
     * @param nanos the clock
     * @return the signals of memory, open files, threads and processors
     */
    public static List<Signal> ofProcess(LongSupplier nanos) {
        List<Signal> signals = new ArrayList<>(List.of(new LiveSet()));
        List<Signal> seldom = List.of(
                new CollectorTime(nanos),
                new ProcessorUse(ROOT, nanos),
                new Throttling(ROOT, nanos),
                new OpenFiles(),
                new Container(ROOT),
                new ContainerThreads(ROOT),
                new Stall(Kind.MEMORY, ROOT, nanos),
                new Stall(CPU, ROOT, nanos));
        seldom.forEach(signal -> signals.add(new Seldom(signal, nanos)));
        return signals;
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
