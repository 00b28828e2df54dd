package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TenureTest {
    private final Tenure tenure = new Tenure("books", new StandardVerdict());
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatIsLeftOpenIsClosedTheYoungestFirst() throws SQLException {
        for (String name : List.of("first", "second", "third")) {
            tenure.track(thing(name));
        }
        assertThat(tenure.hasOpen()).isTrue();
        tenure.end();
        tenure.closeWhatIsOpen();
        assertThat(closed).containsExactly("third", "second", "first");
        assertThat(tenure.hasOpen()).isFalse();
        tenure.closeWhatIsOpen();
        assertThat(closed).hasSize(3);
    }

    @Test
    void whatTheHolderClosedIsForgotten() throws SQLException {
        AutoCloseable first = thing("first");
        AutoCloseable second = thing("second");
        tenure.track(first);
        tenure.forget(first);
        assertThat(tenure.hasOpen()).isFalse();
        tenure.track(first);
        tenure.track(second);
        tenure.forget(first);
        tenure.track(thing("third"));
        tenure.forget(second);
        tenure.forget(second);
        tenure.end();
        tenure.closeWhatIsOpen();
        assertThat(closed).containsExactly("third");
    }

    @Test
    void whatIsOpenedAfterTheEndIsClosedAtOnce() {
        tenure.end();
        assertThatThrownBy(() -> tenure.track(thing("late")))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("books");
        assertThat(closed).containsExactly("late");
        assertThat(tenure.hasOpen()).isFalse();
    }

    @Test
    void oneThatCannotBeClosedKeepsNoOtherOpen() throws SQLException {
        tenure.track(thing("first"));
        tenure.track(() -> {
            throw new SQLException("stuck");
        });
        tenure.track(thing("third"));
        tenure.end();
        assertThatThrownBy(tenure::closeWhatIsOpen)
                .isInstanceOf(SQLException.class)
                .hasRootCauseMessage("stuck");
        assertThat(closed).containsExactly("third", "first");
        assertThat(tenure.hasOpen()).isFalse();
    }

    private AutoCloseable thing(String name) {
        return () -> closed.add(name);
    }
}
