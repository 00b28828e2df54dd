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

/**
 * Backs Tenure.track: "so one of the two sees what the other did". One thread opens the first statement of a connection
 * while another closes the connection. Whoever was first, the statement is closed in the end and nothing is noted any
 * more.
 */
@JCStressTest
@Outcome(id = "1, 0", expect = ACCEPTABLE, desc = "Closed, and not noted any more")
@State
public class OpeningAgainstClose {
    private static final Stock<PhysicalConnection> STOCK = Stock.ofOne(() -> Deaf.CONNECTION);

    private final Pool<PhysicalConnection> pool = STOCK.take();
    private final Tenure tenure = new Tenure(pool.acquire(), Deaf.CONNECTION, false);
    private final Opened statement = new Opened();

    @Actor
    public void open() {
        statement.openOn(tenure);
    }

    @Actor
    public void close() {
        Opened.closeConnection(tenure);
    }

    @Arbiter
    public void books(II_Result seen) {
        seen.r1 = statement.closed ? 1 : 0;
        seen.r2 = tenure.hasOpen() ? 1 : 0;
        STOCK.putBack(pool, true);
    }
}
