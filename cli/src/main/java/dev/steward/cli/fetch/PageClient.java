package dev.steward.cli.fetch;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.CloseOnce;
import dev.steward.resource.CloseReport;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import dev.steward.resource.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.pool.PoolStats;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * The HTTP client that pages are fetched with, as a managed thing: as many connections as it may ever open are drawn
 * from the budget when it is built, since the client's own pool opens them where nobody can say no. Threadsafe.
 */
public final class PageClient implements Managed {
    private final String name;
    private final int connections;
    private final Budget budget;
    private final PoolingHttpClientConnectionManager manager;
    private final CloseableHttpClient client;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final CloseOnce closing = new CloseOnce();

    private PageClient(String name, int connections, Duration timeout, Budget budget) {
        this.name = name;
        this.connections = connections;
        this.budget = budget;
        Timeout limit = Timeout.ofMilliseconds(timeout.toMillis());
        this.manager = PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(connections)
                .setMaxConnPerRoute(connections)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(limit)
                        .setSocketTimeout(limit)
                        .setValidateAfterInactivity(TimeValue.ofSeconds(1))
                        .build())
                .build();
        this.client = HttpClients.custom()
                .setConnectionManager(manager)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(limit)
                        .setConnectionRequestTimeout(Timeout.ofSeconds(30))
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .setUserAgent("steward")
                .build();
    }

    /**
     * Describes a client.
     *
     * @param name its name
     * @param connections how many connections it opens at most
     * @param timeout how long it waits for a connection to open, and for each piece of an answer
     */
    public static Blueprint<PageClient> blueprint(String name, int connections, Duration timeout) {
        return new Blueprint<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Kind kind() {
                return Kind.CONNECTIONS;
            }

            @Override
            public PageClient buildWithin(Budget parent) {
                Budget own = parent.child(name, connections);
                own.reserve(connections);
                PageClient built = new PageClient(name, connections, timeout, own);
                Census.enter(built);
                return built;
            }
        };
    }

    HttpClient http() {
        return client;
    }

    void begun() {
        begun.increment();
    }

    void ended() {
        ended.increment();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Kind.CONNECTIONS;
    }

    @Override
    public Budget budget() {
        return budget;
    }

    @Override
    public Usage usage() {
        PoolStats stats = manager.getTotalStats();
        long back = ended.sum();
        return new Usage(
                Kind.CONNECTIONS,
                connections,
                stats.getLeased(),
                stats.getAvailable(),
                stats.getPending(),
                begun.sum(),
                back,
                0);
    }

    @Override
    public List<Holding> holdings() {
        return List.of();
    }

    @Override
    public List<Waiting> waiting() {
        return List.of();
    }

    @Override
    public long reclaim(long amount) {
        int idle = manager.getTotalStats().getAvailable();
        manager.closeIdle(TimeValue.ZERO_MILLISECONDS);
        return idle;
    }

    @Override
    public boolean isClosed() {
        return closing.hasBegun();
    }

    @Override
    public CloseReport close(Duration deadline) {
        return closing.run(() -> {
            long start = System.nanoTime();
            List<Throwable> failures = List.of();
            try {
                client.close();
            } catch (IOException failure) {
                failures = List.of(failure);
            }
            budget.release(connections);
            budget.close();
            return new CloseReport(name, Duration.ofNanos(System.nanoTime() - start), List.of(), failures);
        });
    }
}
