package dev.steward.bench.scoreboard.contestant;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.AgroalDataSourceListener;
import io.agroal.api.configuration.AgroalConnectionPoolConfiguration.ConnectionValidator;
import io.agroal.api.configuration.supplier.AgroalConnectionPoolConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** Agroal. It tells a listener what other pools log. */
final class AgroalContestant implements Contestant {
    private final boolean tuned;

    AgroalContestant(boolean tuned) {
        this.tuned = tuned;
    }

    @Override
    public String name() {
        return tuned ? "agroal-tuned" : "agroal";
    }

    @Override
    public String product() {
        return "Agroal 3.2.1";
    }

    @Override
    public String settings() {
        return tuned
                ? "`validateOnBorrow`, `connectionValidator` the default one with 1 s (`isValid`), `exceptionSorter`"
                        + " PostgreSQL's, `validationTimeout` 1 s, `loginTimeout` 1 s, `jdbcTransactionIsolation` read committed,"
                        + " `leakTimeout` 60 s (2 s where a leak is made), `enhancedLeakReport`"
                : "";
    }

    @Override
    public long shortestTimeoutMillis() {
        return 1; // Zero is for ever.
    }

    @Override
    public OpenPool open(Setup setup, PrintWriter log) throws SQLException {
        AgroalDataSource pool = AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier()
                        .connectionPoolConfiguration(configuration -> configured(configuration, setup)),
                new Listener(log));
        return new OpenPool(pool, deadline -> pool.close());
    }

    private AgroalConnectionPoolConfigurationSupplier configured(
            AgroalConnectionPoolConfigurationSupplier pool, Setup setup) {
        pool.initialSize(setup.min())
                .minSize(setup.min())
                .maxSize(setup.max())
                .acquisitionTimeout(setup.timeout())
                .connectionFactoryConfiguration(factory -> {
                    factory.jdbcUrl(setup.url())
                            .principal(new NamePrincipal(Setup.USER))
                            .credential(new SimplePassword(Setup.PASSWORD));
                    return tuned
                            ? factory.loginTimeout(Duration.ofSeconds(1))
                                    .jdbcTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED)
                            : factory;
                });
        if (tuned) {
            pool.validateOnBorrow(true)
                    .connectionValidator(ConnectionValidator.defaultValidatorWithTimeout(1))
                    .exceptionSorter(new PostgreSQLExceptionSorter())
                    .validationTimeout(Duration.ofSeconds(1))
                    .leakTimeout(setup.leakAfter())
                    .enhancedLeakReport(true);
        }
        return pool;
    }

    private record Listener(PrintWriter log) implements AgroalDataSourceListener {
        @Override
        public void onConnectionLeak(Connection connection, Thread thread) {
            log.println("leak of " + connection + " by " + thread.getName());
        }

        @Override
        public void onWarning(String message) {
            log.println(message);
        }

        @Override
        public void onWarning(Throwable throwable) {
            throwable.printStackTrace(log);
        }

        @Override
        public void onInfo(String message) {
            log.println(message);
        }
    }
}
