package dev.steward.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.Steward;
import dev.steward.govern.optimize.OptimizationPolicy;
import dev.steward.jdbc.JdbcPool;
import dev.steward.pool.Pool;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class SettingsTest {
    private static final String FILE = """
            limits:
              memory: 500m
              connections: 100
            closeDeadline: 2s
            closeWithin: 20s
            pools:
              orders-db:
                preset: database-connections
                size: {min: 3, max: 20}
                acquireTimeout: 3s
            """;

    private static Settings settings(String text, Map<String, String> environment, Map<String, String> properties) {
        return Settings.of("steward.yaml", text, environment, properties);
    }

    private static Settings settings(String text) {
        return settings(text, Map.of(), Map.of());
    }

    @Test
    void theFileSetsLimitsAndPools() {
        Settings settings = settings(FILE);
        assertThat(settings.pools()).containsExactly("orders-db");
        try (Steward steward = settings.steward().shutdownHook(false).build()) {
            assertThat(steward.budget(Kind.MEMORY).limit()).isEqualTo(Bytes.mib(500));
            Pool<Object> pool =
                    steward.manage(settings.pool("orders-db").applyTo(Pool.builder("orders-db", Object::new)));
            assertThat(pool.kind()).isEqualTo(Kind.CONNECTIONS);
            assertThat(pool.statistics().max()).isEqualTo(20);
        }
    }

    @Test
    void aConnectionPoolIsSetTheSameWay() {
        Settings settings = settings(FILE);
        try (JdbcPool pool = settings.pool("orders-db")
                .applyTo(JdbcPool.builder("orders-db").url("jdbc:h2:mem:settings"))
                .size(1, 2)
                .build()) {
            assertThat(pool.usage().limit()).isEqualTo(2);
        }
    }

    @Test
    void propertiesWinOverTheEnvironmentAndThatOverTheFile() {
        Map<String, String> environment = Map.of(
                "STEWARD_LIMITS_MEMORY", "1g", "STEWARD_POOLS_ORDERS_DB_SIZE_MAX", "30", "STEWARD_PASSWORD", "x");
        Settings both = settings(
                FILE,
                environment,
                Map.of("steward.limits.memory", "2g", "java.home", "/java", "steward.stress.seconds", "5"));
        assertThat(both.limits()).containsEntry(Kind.MEMORY, Bytes.gib(2)).containsEntry(Kind.CONNECTIONS, 100L);
        assertThat(both.value(Key.POOL_MAX, "orders-db", Integer.class)).contains(30);
        assertThat(settings(FILE, environment, Map.of()).limits()).containsEntry(Kind.MEMORY, Bytes.gib(1));
    }

    @Test
    void whatTheProgramSetsWins() {
        try (Steward steward = settings(FILE)
                .steward()
                .limit(Kind.CONNECTIONS, 7)
                .shutdownHook(false)
                .build()) {
            assertThat(steward.budget(Kind.CONNECTIONS).limit()).isEqualTo(7);
        }
    }

    @Test
    void anUnknownSettingIsAnErrorThatNamesTheOneMeant() {
        String text = "limits:\n  memmory: 1g\npools:\n  orders-db:\n    acquireTimeuot: 3s\n";
        SettingsException wrong = catchThrowableOfType(
                SettingsException.class, () -> settings(text, Map.of(), Map.of("steward.tik", "1s")));
        assertThat(wrong.problems())
                .containsExactlyInAnyOrder(
                        "steward.yaml line 2: there is no setting limits.memmory; did you mean limits.memory?",
                        "steward.yaml line 5: there is no setting pools.orders-db.acquireTimeuot; did you mean"
                                + " pools.orders-db.acquireTimeout?",
                        "system property steward.tik: there is no setting tik; did you mean tick?");
    }

    @Test
    void aValueOfTheWrongShapeIsAnErrorThatSaysWhatIsAllowed() {
        assertThatThrownBy(() -> settings("limits:\n  connections: many\ntick: soon\nalerts: {warn: 1.5}\n"))
                .hasMessageContaining(
                        "steward.yaml line 2: limits.connections must be a whole number such as 20, got \"many\"")
                .hasMessageContaining("tick must be a time such as 500ms, 30s, 5m or 2h, got \"soon\"")
                .hasMessageContaining("alerts.warn must be a share from 0 to 1 such as 0.8, got \"1.5\"");
    }

    @Test
    void optimizationIsTurnedOffOrGivenOtherThresholds() {
        assertThat(settings("optimization: {enabled: false}\n").optimization()).isSameAs(OptimizationPolicy.NONE);
        assertThat(settings("").optimization()).isEqualTo(OptimizationPolicy.usual());
        assertThat(settings("optimization: {littleMemory: 0.4, muchMemory: 0.8, fewConnections: 0.2}\n")
                        .optimization())
                .isEqualTo(OptimizationPolicy.usual(0.4, 0.8, 0.2));
        assertThat(settings("", Map.of("STEWARD_OPTIMIZATION_ENABLED", "false"), Map.of())
                        .optimization())
                .isSameAs(OptimizationPolicy.NONE);
    }

    @Test
    void optimizationThatContradictsItselfOrDoesNotExistIsAnError() {
        assertThatThrownBy(() -> settings("optimization: {littleMemory: 0.9}\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("0 <= little < much <= 1, got 0.9 and 0.7");
        assertThatThrownBy(() -> settings("optimization: {enabled: yes please, muchMemmory: 0.8}\n"))
                .hasMessageContaining("optimization.enabled must be true or false, got \"yes please\"")
                .hasMessageContaining(
                        "there is no setting optimization.muchMemmory; did you mean optimization.muchMemory?");
        assertThatThrownBy(() -> settings("", Map.of("STEWARD_OPTIMIZATION_ENABELD", "false"), Map.of()))
                .hasMessageContaining("STEWARD_OPTIMIZATION_ENABELD: there is no such setting");
    }

    @Test
    void aPoolIsSizedByItsLoadWithinTheBoundsOfTheFile() {
        Settings settings = settings("pools:\n  orders:\n    autoSize: {min: 4, max: 9}\n  bills:\n    overflow: 1\n");
        try (Steward steward = settings.steward().shutdownHook(false).build()) {
            Pool<Object> orders =
                    steward.manage(Pool.builder("orders", Object::new).size(0, 20));
            Pool<Object> bills =
                    steward.manage(Pool.builder("bills", Object::new).size(0, 20));
            assertThat(settings.pool("orders").autoSize(steward.governor(), orders))
                    .isTrue();
            assertThat(settings.pool("bills").autoSize(steward.governor(), bills))
                    .isFalse();
            await().until(() -> orders.statistics().max() == 9);
            assertThat(bills.statistics().max()).isEqualTo(20);
        }
    }

    @Test
    void boundsThatContradictEachOtherAreAnErrorOfTheFile() {
        assertThatThrownBy(() -> settings(
                        "pools:\n  orders:\n    autoSize: {min: 4}\n  bills:\n    autoSize: {min: 9, max: 4}\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("pools.orders.autoSize.min: needs pools.orders.autoSize.max as well")
                .hasMessageContaining("pools.bills.autoSize.max: the bounds must be 1 <= min <= max, got 9 and 4");
    }

    @Test
    void whatIsNotYamlIsSaidWithItsLine() {
        assertThatThrownBy(() -> settings("limits:\n  memory: [1g\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("this is not YAML")
                .hasMessageContaining("line ");
    }

    @Test
    void aListAndASecondValueAreErrors() {
        assertThatThrownBy(() -> settings("limits: [1, 2]\n")).hasMessageContaining("limits is a list");
    }

    @Test
    void anUnknownVariableOfTheGroupsIsAnErrorAndOthersAreNot() {
        assertThatThrownBy(() -> settings("", Map.of("STEWARD_LIMITS_MEMMORY", "1g"), Map.of()))
                .hasMessageContaining("environment variable STEWARD_LIMITS_MEMMORY: there is no such setting");
        assertThat(settings("", Map.of("STEWARD_JAVA_OPTS", "-Xmx1g"), Map.of()).limits())
                .isEmpty();
    }
}
