package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardVerdictTest {
    private final FailureVerdict verdict = FailureVerdict.standard();

    @ParameterizedTest
    @CsvSource(textBlock = """
            08006, LOST
            08003, LOST
            08S01, LOST
            01002, LOST
            JZ0C0, LOST
            57P01, ALL_LOST
            57014, HARMLESS
            23505, HARMLESS
            40001, HARMLESS
            , HARMLESS
            """)
    void ofAnUnknownDatabaseTheStandardStatesCount(@Nullable String state, Verdict expected) {
        assertThat(verdict.on(new SQLException("reason", state), "Some Database"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PostgreSQL | 08006 |     0 | LOST     | an I/O error
            PostgreSQL | 57P01 |     0 | ALL_LOST | terminated by an administrator, as at a shutdown
            PostgreSQL | 57P02 |     0 | ALL_LOST | another session has crashed
            PostgreSQL | 57P03 |     0 | LOST     | the server starts or stops
            PostgreSQL | 57P05 |     0 | LOST     | idle session timeout
            PostgreSQL | 25P03 |     0 | LOST     | idle in transaction timeout
            PostgreSQL | 25P04 |     0 | LOST     | transaction timeout
            PostgreSQL | 25006 |     0 | LOST     | a write on a node that only reads
            PostgreSQL | 25P02 |     0 | HARMLESS | the transaction has failed
            PostgreSQL | 57014 |     0 | HARMLESS | a query was cancelled
            PostgreSQL | 40P01 |     0 | HARMLESS | deadlock
            PostgreSQL | 53300 |     0 | HARMLESS | too many connections, told to another
            PostgreSQL | 42P01 |     0 | HARMLESS | no such table
            MySQL      | 08S01 |  1053 | ALL_LOST | shutdown in progress
            MySQL      | 08S01 |  1153 | LOST     | a packet that is too large
            MySQL      | HY000 |  2006 | LOST     | server has gone away
            MySQL      | HY000 |  4031 | LOST     | idle for too long
            MySQL      | HY000 |  1836 | ALL_LOST | read-only mode
            MySQL      | HY000 |  1290 | ALL_LOST | The MySQL server is running with the --read-only option
            MySQL      | HY000 |  1290 | HARMLESS | The MySQL server is running with the --secure-file-priv option
            MySQL      | 70100 |  1317 | HARMLESS | a query was interrupted
            MySQL      | 40001 |  1213 | HARMLESS | deadlock
            MariaDB    | 70100 |  1927 | LOST     | the connection was killed
            MariaDB    | 23000 |  1062 | HARMLESS | duplicate key
            Oracle     | 61000 |    28 | LOST     | the session was killed
            Oracle     | 02399 |  2396 | LOST     | idle time exceeded
            Oracle     | 08006 | 17002 | LOST     | the network adapter
            Oracle     | 66000 |  1089 | ALL_LOST | immediate shutdown in progress
            Oracle     | 72000 | 16456 | ALL_LOST | switchover to standby
            Oracle     | 23000 |     1 | HARMLESS | unique constraint
            Oracle     | 72000 |  8177 | HARMLESS | cannot serialize
            Oracle     | 99999 | 17009 | HARMLESS | a closed statement
            Microsoft SQL Server | 08S01 |     0 | LOST     | socket closed
            Microsoft SQL Server | S0001 |   596 | LOST     | the session is being killed
            Microsoft SQL Server | HY000 | 40613 | ALL_LOST | failover in Azure
            Microsoft SQL Server | S0002 |  3906 | ALL_LOST | the database is read-only here
            Microsoft SQL Server | 40001 |  1205 | HARMLESS | deadlock victim
            Microsoft SQL Server | 23000 |  2627 | HARMLESS | primary key
            H2         | 90067 | 90067 | LOST     | connection broken
            H2         | 90098 | 90098 | ALL_LOST | database closed
            H2         | 90121 | 90121 | ALL_LOST | shutting down
            H2         | 90007 | 90007 | HARMLESS | an object that was closed, a statement perhaps
            H2         | 42S02 | 42102 | HARMLESS | no such table
            """)
    void eachDatabaseHasItsOwn(String product, String state, int code, Verdict expected, String reason) {
        assertThat(verdict.on(new SQLException(reason, state, code), product)).isEqualTo(expected);
    }

    @Test
    void aCodeOfOneDatabaseSaysNothingAboutAnother() {
        SQLException sessionKilledInOracle = new SQLException("reason", "99999", 28);
        assertThat(verdict.on(sessionKilledInOracle, "MySQL")).isEqualTo(Verdict.HARMLESS);
        assertThat(verdict.on(sessionKilledInOracle, "")).isEqualTo(Verdict.HARMLESS);
    }

    @Test
    void theTypeDecidesWhereThereIsNoState() {
        assertThat(verdict.on(new SQLRecoverableException("gone"), "")).isEqualTo(Verdict.LOST);
        assertThat(verdict.on(new SQLNonTransientConnectionException("gone"), "MariaDB"))
                .isEqualTo(Verdict.LOST);
        assertThat(verdict.on(new SQLTimeoutException("slow"), "")).isEqualTo(Verdict.HARMLESS);
    }

    @Test
    void theGravestOfAChainCounts() {
        BatchUpdateException batch = new BatchUpdateException("one failed", "23000", 0, new int[0]);
        batch.setNextException(new SQLException("lost", "08S01"));
        assertThat(verdict.on(batch, "")).isEqualTo(Verdict.LOST);
        SQLException wrapped = new SQLException("lost", "08006", new SQLException("shutdown", "57P01"));
        assertThat(verdict.on(wrapped, "PostgreSQL")).isEqualTo(Verdict.ALL_LOST);
    }

    @Test
    void aRingOfCausesEnds() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.initCause(other);
        assertThat(verdict.on(one, "H2")).isEqualTo(Verdict.HARMLESS);
    }

    @Test
    void aVerdictThatFailsGivesWayToTheStandard() {
        Terms terms = Terms.of("books");
        Terms failing = new Terms(
                "books",
                (failure, product) -> {
                    throw new IllegalStateException("no verdict");
                },
                terms.validationTimeout(),
                null,
                terms.resetSql(),
                true,
                1,
                terms.era());
        assertThat(failing.judge(new SQLException("lost", "08006"), "")).isEqualTo(Verdict.LOST);
        assertThat(failing.judge(new SQLException("fine", "23505"), "")).isEqualTo(Verdict.HARMLESS);
    }
}
