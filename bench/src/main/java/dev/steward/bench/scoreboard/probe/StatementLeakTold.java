package dev.steward.bench.scoreboard.probe;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/** Whether statements that pile up are noticed. */
final class StatementLeakTold implements Probe {
    @Override
    public String sentence() {
        return "A holder that forgets to close its statements is told";
    }

    @Override
    public String criterion() {
        return "2,000 statements are opened on one connection and left open: an exception or the log says so, by"
                + " the close of the connection.";
    }

    @Override
    public boolean quick() {
        return false;
    }

    @Override
    public Verdict run(Arena arena) throws Exception {
        DataSource pool = arena.open(arena.on(arena.trial()).size(0, 1));
        Connection connection = pool.getConnection();
        arena.forgetWhatWasSaid();
        try {
            for (int i = 0; i < 2_000; i++) {
                connection.createStatement().execute("select " + i);
            }
        } catch (SQLException refused) {
            Shut.quietly(connection);
            return Verdict.of(
                    String.valueOf(refused.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .contains("statement"),
                    "fails: " + refused.getMessage());
        }
        connection.close();
        TimeUnit.MILLISECONDS.sleep(200);
        String said = arena.said().toLowerCase(Locale.ROOT);
        return Verdict.of(said.contains("statement") || said.contains("leak"), "nothing said");
    }
}
