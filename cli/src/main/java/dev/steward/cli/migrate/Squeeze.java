package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import dev.steward.resource.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run has next to nothing of, on purpose. Memory, files and processors are taken away by whoever starts the
 * virtual machine, since it cannot do that to itself: the {@code steward} script does. What is said about them is what
 * is found here, not what was asked for there.
 */
public enum Squeeze {
    MEMORY,
    CONNECTIONS,
    FILES,
    THREADS,
    CPU;

    private static final long LARGEST_HEAP = 512L << 20;
    private static final long MOST_FILES = 1_024;

    /** Refuses to run unsqueezed under the name of a squeeze. */
    void refuseUnlessApplied() {
        switch (this) {
            case MEMORY ->
                refuse(
                        Runtime.getRuntime().maxMemory() > LARGEST_HEAP,
                        "the heap may have " + Bytes.format(Runtime.getRuntime().maxMemory()),
                        "-Xmx32m");
            case FILES ->
                refuse(
                        VirtualMachine.openFilesAtMost() > MOST_FILES,
                        "the process may open " + VirtualMachine.openFilesAtMost() + " files",
                        "ulimit -n 128 before it");
            case CPU ->
                refuse(
                        Runtime.getRuntime().availableProcessors() > 1,
                        "there are " + Runtime.getRuntime().availableProcessors() + " processors",
                        "-XX:ActiveProcessorCount=1");
            case CONNECTIONS, THREADS -> {}
        }
    }

    private void refuse(boolean notApplied, String found, String instead) {
        if (notApplied) {
            throw Refusal.usage("--squeeze " + this + " needs a process that is squeezed from its start, and here "
                    + found + ": run it as ./steward migrate --squeeze " + this + ", or start java with " + instead
                    + ".");
        }
    }

    /** What of this there is in this run, as found; the limits that are budgets hold in a governed run alone. */
    List<String> limits(Limits limits, boolean governed) {
        List<String> found = new ArrayList<>();
        switch (this) {
            case MEMORY -> {
                found.add("a heap of " + Bytes.format(Runtime.getRuntime().maxMemory()));
                addIf(governed, found, "a budget of " + Bytes.format(limits.memory()));
            }
            case CONNECTIONS ->
                addIf(
                        governed,
                        found,
                        "a budget of " + limits.connections() + " connections, " + limits.database()
                                + " to the database and " + limits.http() + " for HTTP");
            case FILES -> {
                found.add(
                        VirtualMachine.openFilesAtMost() == 0
                                ? "as many open files as the system gives"
                                : VirtualMachine.openFilesAtMost() + " open files");
                addIf(governed, found, "a budget of " + limits.files() + " files");
            }
            case THREADS -> addIf(governed, found, "a budget of " + limits.threads() + " threads");
            case CPU -> found.add(Runtime.getRuntime().availableProcessors() + " processor");
        }
        if (found.isEmpty()) {
            found.add("nothing, since this limit is a budget and an ungoverned run has none");
        }
        return found;
    }

    private static void addIf(boolean governed, List<String> found, String limit) {
        if (governed) {
            found.add(limit);
        }
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
