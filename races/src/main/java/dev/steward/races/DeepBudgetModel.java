package dev.steward.races;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/**
 * A limit of four with a child and a grandchild, each below another that gives nothing out by itself, and what is to be
 * seen of it: see {@link BudgetModel.Plain} for the sequential meaning.
 */
@Param(name = "amount", gen = IntGen.class, conf = "1:3")
public class DeepBudgetModel {
    private static final int LIMIT = 4;

    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", LIMIT);
    private final Budget left = root.child("west", LIMIT).child("left", LIMIT);
    private final Budget right =
            root.child("east", LIMIT).child("middle", LIMIT).child("right", LIMIT);

    @Operation
    public boolean reserveLeft(@Param(name = "amount") int amount) {
        return left.tryReserve(amount);
    }

    @Operation
    public boolean reserveRight(@Param(name = "amount") int amount) {
        return right.tryReserve(amount);
    }

    /** Only one thread gives back on a side, so that what it looks at stays. */
    @Operation(nonParallelGroup = "left")
    public boolean releaseLeft() {
        return releaseOne(left);
    }

    @Operation(nonParallelGroup = "right")
    public boolean releaseRight() {
        return releaseOne(right);
    }

    private static boolean releaseOne(Budget child) {
        if (child.used() == 0) {
            return false;
        }
        child.release(1);
        return true;
    }
}
