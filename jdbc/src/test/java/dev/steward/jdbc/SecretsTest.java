package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SecretsTest {
    @ParameterizedTest
    @CsvSource(delimiter = ' ', textBlock = """
            jdbc:postgresql://db/orders?user=a&password=s3cret&ssl=true jdbc:postgresql://db/orders?user=a&password=***&ssl=true
            jdbc:postgresql://db/orders?sslpassword=s3cret jdbc:postgresql://db/orders?sslpassword=***
            jdbc:h2:mem:x;USER=sa;PASSWORD=s3cret;MODE=Oracle jdbc:h2:mem:x;USER=sa;PASSWORD=***;MODE=Oracle
            jdbc:sqlserver://db;user=a;password={s3;cret};encrypt=true jdbc:sqlserver://db;user=a;password=***;encrypt=true
            jdbc:mysql://a:s3cret@db:3306/orders jdbc:mysql://a:***@db:3306/orders
            jdbc:mysql://a:s3@cret@db:3306/orders jdbc:mysql://a:***@db:3306/orders
            jdbc:mysql://address=(host=db)(user=a)(password=s3cret)/x jdbc:mysql://address=(host=db)(user=a)(password=***)/x
            jdbc:oracle:thin:scott/s3cret@db:1521/orders jdbc:oracle:thin:scott/***@db:1521/orders
            jdbc:postgresql://db:5432/orders jdbc:postgresql://db:5432/orders
            jdbc:h2:tcp://localhost:9092/~/x jdbc:h2:tcp://localhost:9092/~/x
            """)
    void passwordsInUrlsAreMasked(String url, String shown) {
        assertThat(Secrets.maskUrl(url)).isEqualTo(shown);
    }

    @Test
    void aFailureThatQuotesASecretIsReplacedByOneThatDoesNot() {
        Secrets secrets = Secrets.in("jdbc:x://db?password=in%20url", "beside");
        SQLException failure = new SQLException("cannot open jdbc:x://db?password=in%20url", "28000", 7);
        failure.initCause(new IllegalStateException("tried 'in url' and beside"));
        failure.setNextException(new SQLException("beside itself"));
        failure.addSuppressed(new IllegalStateException("harmless"));
        SQLException clean = secrets.scrub(failure);
        assertThat(clean.getSQLState()).isEqualTo("28000");
        assertThat(clean.getErrorCode()).isEqualTo(7);
        assertThat(Throwables.getStackTrace(clean)).doesNotContain("in%20url", "in url", "beside");
        assertThat((Throwable) clean.getNextException()).hasMessageContaining("*** itself");
        assertThat(clean.getStackTrace()).isEqualTo(failure.getStackTrace());
    }

    @Test
    void aFailureThatShowsNothingStaysItself() {
        SQLException failure = new SQLException("the database does not exist", "3D000");
        assertThat((Throwable) Secrets.in("jdbc:x://db", "s3cret").scrub(failure))
                .isSameAs(failure);
    }

    @Test
    void aShortPasswordIsMaskedWhereItStandsAlone() {
        assertThat(Secrets.in(null, "sa").mask("user sa has the same password"))
                .isEqualTo("user *** has the same password");
    }
}
