package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.steward.Steward;
import dev.steward.resource.Holding;
import dev.steward.resource.Kind;
import dev.steward.resource.Lease;
import dev.steward.resource.StaleLeaseException;
import dev.steward.testing.NothingLeftBehind;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class ConnectionByKindTest {
    private static JdbcPool pool(Steward steward, String name) {
        return steward.manage(JdbcPool.builder(name)
                .url("jdbc:h2:mem:kind;DB_CLOSE_DELAY=-1")
                .user("sa")
                .size(0, 4));
    }

    private static int one(Object connection) throws SQLException {
        try (Statement statement = ((Connection) connection).createStatement();
                ResultSet result = statement.executeQuery("select 1")) {
            result.next();
            return result.getInt(1);
        }
    }

    @Test
    void aConnectionIsLeasedByItsKind() throws SQLException {
        try (Steward steward = Steward.builder().build()) {
            JdbcPool orders = pool(steward, "orders");
            Lease<?> lease = steward.acquire(Kind.CONNECTIONS, 1);
            assertThat(one(lease.get())).isEqualTo(1);
            assertThat(orders.usage().inUse()).isEqualTo(1);
            lease.close();
            lease.close();
            assertThat(orders.usage().inUse()).isZero();
            assertThat(orders.usage().idle()).isEqualTo(1);
            assertThatThrownBy(lease::get).isInstanceOf(StaleLeaseException.class);
        }
    }

    @Test
    void oneThatIsHandedOverKeepsItsSessionAndIsGivenBackClean() throws SQLException {
        try (Steward steward = Steward.builder().build()) {
            JdbcPool orders = pool(steward, "orders");
            Lease<?> first = steward.acquire(Kind.CONNECTIONS, 1);
            Connection before = (Connection) first.get();
            before.setAutoCommit(false);
            Lease<?> second = first.handOver("report");
            assertThat(orders.holdings()).extracting(Holding::holder).containsExactly("report");
            assertThat(first.isOpen()).isFalse();
            first.close();
            before.close();
            assertThat(((Connection) second.get()).getAutoCommit()).isFalse();
            assertThat(one(second.get())).isEqualTo(1);
            second.close();
            assertThat(orders.usage().inUse()).isZero();
            try (Connection next = orders.getConnection()) {
                assertThat(next.getAutoCommit()).isTrue();
            }
        }
    }

    @Test
    void oneThatIsKnownToBeBrokenIsNotUsedAgain() {
        try (Steward steward = Steward.builder().build()) {
            JdbcPool orders = pool(steward, "orders");
            steward.acquire(Kind.CONNECTIONS, 1).invalidate();
            assertThat(orders.usage().inUse()).isZero();
            assertThat(orders.usage().idle()).isZero();
        }
    }

    @Test
    void severalAreAcquiredAsOne() {
        try (Steward steward = Steward.builder().build()) {
            JdbcPool orders = pool(steward, "orders");
            try (Lease<?> three = steward.acquire(Kind.CONNECTIONS, 3)) {
                assertThat(three.get())
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSize(3);
                assertThat(orders.usage().inUse()).isEqualTo(3);
            }
        }
    }

    @Test
    void poolsOfOneDatabaseSayThatTheyLeadToTheSame() {
        try (Steward steward = Steward.builder().build()) {
            JdbcPool orders = pool(steward, "orders");
            JdbcPool reports = pool(steward, "reports");
            assertThat(orders.target()).isPresent().isEqualTo(reports.target());
        }
    }
}
