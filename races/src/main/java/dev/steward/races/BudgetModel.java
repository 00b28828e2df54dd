package dev.steward.races;

import dev.steward.resource.Budget;
import dev.steward.resource.Kind;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;

/** A limit of four with two children, and what is to be seen of it: see {@link Plain} for the sequential meaning. */
@Param(name = "amount", gen = IntGen.class, conf = "1:3")
public class BudgetModel {
    private static final int LIMIT = 4;

    private final Budget root = Budget.of(Kind.CONNECTIONS, "root", LIMIT);
    private final Budget left = root.child("left", LIMIT);
    private final Budget right = root.child("right", LIMIT);

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

    /** The same with two counters. */
    public static class Plain {
        private int left;
        private int right;

        public boolean reserveLeft(int amount) {
            boolean fits = left + right + amount <= LIMIT;
            left += fits ? amount : 0;
            return fits;
        }

        public boolean reserveRight(int amount) {
            boolean fits = left + right + amount <= LIMIT;
            right += fits ? amount : 0;
            return fits;
        }

        public boolean releaseLeft() {
            boolean any = left > 0;
            left -= any ? 1 : 0;
            return any;
        }

        public boolean releaseRight() {
            boolean any = right > 0;
            right -= any ? 1 : 0;
            return any;
        }
    }
}
