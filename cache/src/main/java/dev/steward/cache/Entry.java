package dev.steward.cache;

import dev.steward.resource.Budget;
import java.util.concurrent.atomic.AtomicBoolean;

/** One cached value with what it is charged. The charge is given back once, whoever finds first that it is due. Threadsafe. */
final class Entry<V> {
    private final V value;
    private final int weight;
    private final AtomicBoolean charged = new AtomicBoolean();

    Entry(V value, int weight) {
        this.value = value;
        this.weight = weight;
    }

    V value() {
        return value;
    }

    int weight() {
        return weight;
    }

    boolean charge(Budget budget) {
        return budget.tryReserve(weight) && !charged.getAndSet(true);
    }

    void release(Budget budget) {
        if (charged.getAndSet(false)) {
            budget.release(weight);
        }
    }
}
