package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SqlTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            select * from t where id = ?                  | select * from t where id = ?
            select * from t1 where card = '4111 1111'     | select * from t1 where card = ?
            select 'it''s' , 1.5e3, a1 from "Order 66"    | select ? , ?, a1 from "Order 66"
            select $$secret$$, $tag$se$$cret$tag$ from t  | select ?, ? from t
            select $1 from t                              | select $1 from t
            insert into t values (17, -3, x'00ff')        | insert into t values (?, -?, x?)
            select /* for 4711 */ 1 -- and 'secret'       | select ?
            select 'open                                  | select ?
            """)
    void valuesAreLeftOut(String sql, String shown) {
        assertThat(SqlText.withoutValues(sql, false)).isEqualTo(shown);
    }

    @Test
    void textBetweenDoubleQuotesIsAValueWhereTheDatabaseSaysSo() {
        assertThat(SqlText.withoutValues("select \"secret\", `name`", true)).isEqualTo("select ?, `name`");
    }

    @Test
    void behindABackslashNothingIsShown() {
        assertThat(SqlText.withoutValues("select 'a\\', 'secret' from t", false))
                .isEqualTo("select ?")
                .doesNotContain("secret");
    }

    @Test
    void itIsShortAndOnOneLine() {
        String shown = SqlText.withoutValues("select a,\n\t  b from t where " + "x or ".repeat(100), false);
        assertThat(shown)
                .startsWith("select a, b from t where x or")
                .hasSizeLessThan(170)
                .endsWith("...");
    }
}
