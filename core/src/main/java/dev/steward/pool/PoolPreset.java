package dev.steward.pool;

import dev.steward.resource.Kind;
import java.time.Duration;

/**
 * Settings that fit a sort of resource, as a beginning: {@link PoolBuilder#preset} sets them, and what is set afterwards
 * holds. Sizes are a floor to start from; what a service needs shows in {@link PoolAdvice}.
 */
public enum PoolPreset {
    /**
     * Connections to a database: few, shared between threads, checked when idle for half a second, replaced after half
     * an hour. The maximum of 10 follows what most servers can work on at a time; more of them wait inside the database.
     */
    DATABASE_CONNECTIONS {
        @Override
        <T> PoolBuilder<T> applyTo(PoolBuilder<T> builder) {
            return builder.kind(Kind.CONNECTIONS)
                    .size(2, 10)
                    .sharedLeases()
                    .acquireTimeout(Duration.ofSeconds(30))
                    .checkAfterIdle(Duration.ofMillis(500))
                    .keepalive(Duration.ofMinutes(2))
                    .idleTimeout(Duration.ofMinutes(10))
                    .lifetime(Duration.ofMinutes(30));
        }
    },

    /** Clients of one HTTP host: opened on demand, up to 30, and given up after a minute without use. */
    HTTP_CLIENTS {
        @Override
        <T> PoolBuilder<T> applyTo(PoolBuilder<T> builder) {
            return builder.kind(Kind.CONNECTIONS)
                    .size(0, 30)
                    .sharedLeases()
                    .acquireTimeout(Duration.ofSeconds(5))
                    .checkAfterIdle(Duration.ofSeconds(2))
                    .keepalive(Duration.ofSeconds(20))
                    .idleTimeout(Duration.ofSeconds(60))
                    .lifetime(Duration.ofMinutes(10));
        }
    },

    /**
     * Objects that are costly to make and do their work within the process, such as parsers: twice as many as there are
     * processors, confined to the thread that uses them, with no age at which they go.
     */
    WORKER_OBJECTS {
        @Override
        <T> PoolBuilder<T> applyTo(PoolBuilder<T> builder) {
            return builder.size(0, 2 * Runtime.getRuntime().availableProcessors())
                    .acquireTimeout(Duration.ofSeconds(10))
                    .idleTimeout(Duration.ofMinutes(5))
                    .lifetime(Duration.ofDays(365));
        }
    };

    abstract <T> PoolBuilder<T> applyTo(PoolBuilder<T> builder);
}
