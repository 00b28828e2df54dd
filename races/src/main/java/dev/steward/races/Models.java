package dev.steward.races;

import dev.steward.pool.SlotModel;
import dev.steward.pool.WaiterModel;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;

/**
 * Runs the Lincheck models: {@code Models quick|full}. What has no threads of its own is model-checked, which tries
 * every interleaving of a small scenario; the pool, which has, is stressed. Ends with status 1 at the first scenario
 * that cannot be told as one operation after the other, and prints it.
 */
public final class Models {
    private final int scenarios;
    private final int tries;

    private Models(boolean quick) {
        scenarios = quick ? 5 : 50;
        tries = quick ? 50 : 1_000;
    }

    /** See the class. */
    public static void main(String[] arguments) {
        Models models = new Models(arguments.length == 0 || arguments[0].equals("quick"));
        try {
            models.check(WaiterModel.class, WaiterModel.class, new ModelCheckingOptions());
            models.check(SlotModel.class, SlotModel.class, new ModelCheckingOptions());
            models.check(BudgetModel.class, BudgetModel.Plain.class, new ModelCheckingOptions());
            models.check(BudgetModel.class, BudgetModel.Plain.class, new StressOptions());
            models.check(DeepBudgetModel.class, BudgetModel.Plain.class, new ModelCheckingOptions());
            models.check(DeepBudgetModel.class, BudgetModel.Plain.class, new StressOptions());
            models.check(PoolModel.class, PoolModel.Plain.class, new StressOptions());
        } catch (AssertionError notLinear) {
            System.err.println(notLinear.getMessage());
            System.exit(1);
        }
        System.exit(0);
    }

    private void check(Class<?> model, Class<?> meaning, Options<?, ?> options) {
        long start = System.nanoTime();
        options.iterations(scenarios)
                .invocationsPerIteration(tries * (options instanceof StressOptions ? 10 : 1))
                .threads(2)
                .actorsPerThread(3)
                .sequentialSpecification(meaning)
                .check(model);
        System.out.printf(
                "%-12s %-22s holds in %d scenarios, %.1f s%n",
                model.getSimpleName(),
                options.getClass().getSimpleName(),
                scenarios,
                (System.nanoTime() - start) / 1e9);
    }
}
