package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
final class HikariSettingsTest {
    @Test
    void whatHikariWasToldDescribesTheSamePoolHere() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("poolName", "orders");
        properties.setProperty("jdbcUrl", "jdbc:h2:mem:hikari");
        properties.setProperty("username", "sa");
        properties.setProperty("password", "s3cret");
        properties.setProperty("maximumPoolSize", "7");
        properties.setProperty("minimumIdle", "2");
        properties.setProperty("connectionTimeout", "1500");
        properties.setProperty("maxLifetime", "0");
        properties.setProperty("autoCommit", "false");
        properties.setProperty("transactionIsolation", "TRANSACTION_SERIALIZABLE");
        properties.setProperty("connectionInitSql", "create table if not exists made (id int)");
        properties.setProperty("dataSource.DB_CLOSE_DELAY", "-1");
        HikariSettings settings = HikariSettings.read(properties);
        assertThat(settings.toString())
                .contains(
                        "poolName=orders -> the name orders",
                        "maximumPoolSize=7 -> size(2, 7)",
                        "minimumIdle=2 -> size(2, 7) (here it is how many are kept",
                        "connectionTimeout=1500 -> acquireTimeout(1500 ms)",
                        "maxLifetime=0 -> lifetime(10 years) (0 is never)",
                        "transactionIsolation=TRANSACTION_SERIALIZABLE -> isolation(TRANSACTION_SERIALIZABLE)",
                        "dataSource.DB_CLOSE_DELAY=-1 -> property(DB_CLOSE_DELAY, ...)",
                        "initializationFailTimeout=(not set) -> startWithin(10000 ms)",
                        "password=*** -> password(***)")
                .doesNotContain("s3cret");
        try (JdbcPool pool = settings.builder().build();
                Connection connection = pool.getConnection()) {
            assertThat(pool.name()).isEqualTo("orders");
            assertThat(pool.statistics().max()).isEqualTo(7);
            assertThat(pool.statistics().min()).isEqualTo(2);
            assertThat(connection.getAutoCommit()).isFalse();
            assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
        }
    }

    @Test
    void everySettingOfHikariIsAccountedForAndWhatHasNoCounterpartSaysWhy() {
        Map<String, String> settings = new HashMap<>();
        settings.put("jdbcUrl", "jdbc:h2:mem:hikari");
        for (String name : new String[] {
            "leakDetectionThreshold",
            "isolateInternalQueries",
            "allowPoolSuspension",
            "registerMbeans",
            "metricRegistry",
            "healthCheckRegistry",
            "threadFactory",
            "scheduledExecutor",
            "exceptionOverrideClassName",
            "credentialsProviderClassName",
            "dataSourceJNDI",
            "healthCheck.expected99thPercentileMs"
        }) {
            settings.put(name, "1");
        }
        assertThat(HikariSettings.read(settings).imported())
                .filteredOn(setting -> settings.containsKey(setting.name()))
                .hasSize(13)
                .filteredOn(setting -> !setting.isTaken())
                .hasSize(12)
                .allSatisfy(setting -> assertThat(setting.note()).isNotBlank());
    }

    @Test
    void everythingThatIsNotUnderstoodIsReportedAtOnceWithASuggestion() {
        assertThatThrownBy(() -> HikariSettings.read(Map.of("maximumPolSize", "5", "jdbcUrll", "x", "colour", "red")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("maximumPolSize: HikariCP has no such setting; did you mean maximumPoolSize?")
                .hasMessageContaining("jdbcUrll: HikariCP has no such setting; did you mean jdbcUrl?")
                .hasMessageContaining("colour: HikariCP has no such setting");
        assertThatThrownBy(() -> HikariSettings.read(
                        Map.of("maximumPoolSize", "many", "autoCommit", "yes", "transactionIsolation", "NONE")))
                .hasMessageContaining("maximumPoolSize: must be a whole number, got many")
                .hasMessageContaining("autoCommit: must be true or false, got yes")
                .hasMessageContaining("transactionIsolation: must be one of");
    }

    @Test
    void namesWithHyphensAndBelowSpringAreKnown() {
        HikariSettings settings = HikariSettings.read(
                Map.of("spring.datasource.hikari.maximum-pool-size", "3", "jdbc-url", "jdbc:h2:mem:hikari"));
        assertThat(settings.toString()).contains("spring.datasource.hikari.maximum-pool-size=3 -> size(3, 3)");
        assertThatThrownBy(() -> HikariSettings.read(Map.of("maximum-pool-size", "3", "maximumPoolSize", "4")))
                .hasMessageContaining("is there twice");
    }

    @Test
    void aDataSourceIsMadeByItsClassAndItsPropertiesAreSet() throws SQLException {
        HikariSettings settings = HikariSettings.read(Map.of(
                "dataSourceClassName",
                "org.h2.jdbcx.JdbcDataSource",
                "dataSource.url",
                "jdbc:h2:mem:bean",
                "username",
                "sa",
                "maximumPoolSize",
                "1"));
        try (JdbcPool pool = settings.builder().build();
                Connection connection = pool.getConnection()) {
            assertThat(connection.getMetaData().getURL()).isEqualTo("jdbc:h2:mem:bean");
        }
        assertThatThrownBy(() -> HikariSettings.read(Map.of(
                        "dataSourceClassName", "org.h2.jdbcx.JdbcDataSource", "dataSource.urll", "jdbc:h2:mem:bean")))
                .hasMessageContaining(
                        "dataSource.urll: org.h2.jdbcx.JdbcDataSource has no such property; did you mean");
        assertThatThrownBy(() -> HikariSettings.read(Map.of("dataSourceClassName", "no.such.Source")))
                .hasMessageContaining("dataSourceClassName: no.such.Source cannot be used");
    }
}
