package dev.steward.jdbc;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.steward.pool.Pool;
import dev.steward.races.Stock;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The same for a statement beside one that is open already, which takes the other way, under the lock. */
@JCStressTest
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "Both closed")
@State
public class OpeningAnotherAgainstClose {
    private static final Stock<PhysicalConnection> STOCK = Stock.ofOne(() -> Deaf.CONNECTION);

    private final Pool<PhysicalConnection> pool = STOCK.take();
    private final Tenure tenure = new Tenure(pool.acquire(), Deaf.CONNECTION, false);
    private final Opened first = new Opened();
    private final Opened second = new Opened();

    /** Jcstress makes a new state, with one statement open, for each try. */
    public OpeningAnotherAgainstClose() {
        first.openOn(tenure);
    }

    @Actor
    public void open() {
        second.openOn(tenure);
    }

    @Actor
    public void close() {
        Opened.closeConnection(tenure);
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r1 = first.closed ? 1 : 0;
        seen.r2 = second.closed ? 1 : 0;
        STOCK.putBack(pool, true);
    }
}
