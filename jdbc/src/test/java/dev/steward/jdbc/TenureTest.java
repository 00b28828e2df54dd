package dev.steward.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TenureTest {
    private final LeaseOfNothing lease = new LeaseOfNothing();
    private final Tenure tenure = tenure(false);
    private final List<String> closed = new ArrayList<>();

    @Test
    void whatIsLeftOpenIsClosedTheYoungestFirst() throws SQLException {
        for (String name : List.of("first", "second", "third")) {
            tenure.track(thing(name), null);
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
        tenure.track(first, null);
        tenure.forget(first);
        assertThat(tenure.hasOpen()).isFalse();
        tenure.track(first, null);
        tenure.track(second, null);
        tenure.forget(first);
        tenure.track(thing("third"), null);
        tenure.forget(second);
        tenure.forget(second);
        tenure.end();
        tenure.closeWhatIsOpen();
        assertThat(closed).containsExactly("third");
    }

    @Test
    void whatIsOpenedAfterTheEndIsClosedAtOnce() {
        tenure.end();
        assertThatThrownBy(() -> tenure.track(thing("late"), null))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("books");
        assertThat(closed).containsExactly("late");
        assertThat(tenure.hasOpen()).isFalse();
    }

    @Test
    void whatIsOpenedAfterThePoolTookTheConnectionBackIsClosedAtOnce() {
        lease.invalidate();
        assertThatThrownBy(() -> tenure.track(thing("late"), null)).hasMessageContaining("was taken back");
        assertThat(closed).containsExactly("late");
        assertThat(tenure.hasOpen()).isFalse();
    }

    @Test
    void aUseAfterTheEndIsToldWhereThatWasIfItIsNoted() {
        Tenure noting = tenure(true);
        noting.end();
        assertThatThrownBy(noting::check).hasMessageContaining("was closed and given back, at ");
        tenure.end();
        assertThatThrownBy(tenure::check).hasMessageContaining("was closed and given back; get another");
    }

    @Test
    void oneThatCannotBeClosedKeepsNoOtherOpen() throws SQLException {
        tenure.track(thing("first"), null);
        tenure.track(
                () -> {
                    throw new SQLException("stuck");
                },
                null);
        tenure.track(thing("third"), null);
        tenure.end();
        assertThatThrownBy(tenure::closeWhatIsOpen)
                .isInstanceOf(SQLException.class)
                .hasRootCauseMessage("stuck");
        assertThat(closed).containsExactly("third", "first");
        assertThat(tenure.hasOpen()).isFalse();
    }

    private Tenure tenure(boolean notesClose) {
        return new Tenure(lease, Calls.physical(Terms.of("books"), Calls::plainestAnswer), notesClose);
    }

    private AutoCloseable thing(String name) {
        return () -> closed.add(name);
    }
}
