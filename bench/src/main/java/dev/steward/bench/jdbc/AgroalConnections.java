package dev.steward.bench.jdbc;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;

/** Agroal, which opens as many at the start as it is told to, besides those to keep. */
final class AgroalConnections {
    private AgroalConnections() {}

    static DataSource to(Target target) throws SQLException {
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.initialSize(target.min())
                        .minSize(target.min())
                        .maxSize(target.max())
                        .acquisitionTimeout(Duration.ofMillis(Target.PATIENCE_MILLIS))
                        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(target.url())
                                .principal(new NamePrincipal(Target.USER))
                                .credential(new SimplePassword(Target.PASSWORD)))));
    }
}
