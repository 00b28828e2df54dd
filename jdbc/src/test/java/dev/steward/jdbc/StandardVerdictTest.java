package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StandardVerdictTest {
    private final FailureVerdict verdict = new StandardVerdict();

    @ParameterizedTest
    @CsvSource({
        "08006, true",
        "08003, true",
        "57P01, true",
        "57P02, true",
        "57P03, true",
        "57014, false",
        "23505, false",
        "40001, false",
        ", false"
    })
    void theStateDecides(@Nullable String state, boolean fatal) {
        assertThat(verdict.isFatal(new SQLException("reason", state))).isEqualTo(fatal);
    }

    @Test
    void theTypeDecidesWhereThereIsNoState() {
        assertThat(verdict.isFatal(new SQLRecoverableException("gone"))).isTrue();
        assertThat(verdict.isFatal(new SQLTimeoutException("slow"))).isFalse();
    }

    @Test
    void aLossIsFoundDownTheChain() {
        BatchUpdateException batch = new BatchUpdateException("one failed", "23000", 0, new int[0]);
        batch.setNextException(new SQLException("lost", "08S01"));
        assertThat(verdict.isFatal(batch)).isTrue();
        assertThat(verdict.isFatal(new SQLException("wrapped", new SQLException("lost", "08S01"))))
                .isTrue();
    }

    @Test
    void aRingOfCausesEnds() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.initCause(other);
        assertThat(verdict.isFatal(one)).isFalse();
    }
}
