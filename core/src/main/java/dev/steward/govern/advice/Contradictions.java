package dev.steward.govern.advice;

import dev.steward.resource.Budget;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Limits that promise more than the container or the system gives: what they allow fails before they refuse it. */
final class Contradictions {
    /** The virtual machine needs memory beside the heap: for code, metadata, stacks and the collector. */
    private static final double LARGEST_HEAP = 0.9;

    private static final String RULE = "limits-inconsistent";

    private Contradictions() {}

    static List<Advice> between(List<Budget> budgets, Surroundings around) {
        List<Advice> advice = new ArrayList<>();
        around.memory().ifPresent(most -> heap(advice, around.heap(), most));
        around.quota().ifPresent(quota -> processors(advice, around.processors(), quota));
        for (Budget budget : budgets) {
            if (budget.kind().equals(Kind.MEMORY)) {
                around.memory().ifPresent(most -> budget(advice, budget, most, "memory the container allows"));
            } else if (budget.kind().equals(Kind.THREADS)) {
                around.threads().ifPresent(most -> budget(advice, budget, most, "threads the container allows"));
            } else if (budget.kind().equals(Kind.FILES)) {
                around.files().ifPresent(most -> budget(advice, budget, most, "files the system allows"));
            }
        }
        return advice;
    }

    private static void heap(List<Advice> advice, long heap, long most) {
        if (heap > LARGEST_HEAP * most) {
            advice.add(new Advice(
                    "heap",
                    RULE,
                    "the heap may grow to " + Bytes.format(heap) + ", and the container is ended beyond "
                            + Bytes.format(most),
                    "set -XX:MaxRAMPercentage=75, or give the container more",
                    "a heap that fills up would be collected, and not end the process"));
        }
    }

    private static void processors(List<Advice> advice, int processors, double quota) {
        if (processors > Math.ceil(quota)) {
            advice.add(new Advice(
                    "processors",
                    RULE,
                    String.format(
                            Locale.ROOT,
                            "the virtual machine believes in %d processors, and the container allows the time of %.1f",
                            processors,
                            quota),
                    "set -XX:ActiveProcessorCount=" + (int) Math.ceil(quota) + ", or raise the quota",
                    "threads would be as many as can run, and not be stopped for the rest of each period"));
        }
    }

    private static void budget(List<Advice> advice, Budget budget, long most, String what) {
        if (budget.limit() != Long.MAX_VALUE && budget.limit() > most) {
            boolean memory = budget.kind().equals(Kind.MEMORY);
            advice.add(new Advice(
                    "budget " + budget.path(),
                    RULE,
                    "it allows " + (memory ? Bytes.format(budget.limit()) : Long.toString(budget.limit()))
                            + ", and the " + what + " are " + (memory ? Bytes.format(most) : Long.toString(most)),
                    "lower it below that, or raise that",
                    "callers would be refused with a reason, before the system refuses the process"));
        }
    }
}
