package dev.steward.bench;

import dev.steward.bench.jdbc.Target;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a real PostgreSQL, by {@link PostgresLoad}. One server serves all competitors and rounds; it is started
 * with the first and ends with this process. Confined to one thread.
 */
final class PostgresGauge implements Gauge {
    private final int threads;
    private final int connections;
    private @Nullable EmbeddedPostgres server;

    PostgresGauge(int threads, int connections) {
        this.threads = threads;
        this.connections = connections;
    }

    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        if (server == null) {
            server = EmbeddedPostgres.builder().start();
        }
        return Fork.run(
                PostgresLoad.class,
                Flags.of("1g", "-XX:+UseG1GC"),
                List.of(
                        peer,
                        server.getJdbcUrl(Target.USER, Target.USER),
                        String.valueOf(threads),
                        String.valueOf(connections),
                        String.valueOf(quick)));
    }
}
