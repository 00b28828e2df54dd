package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class LeaseBookTracingTest {
    private final LeaseBook book = new LeaseBook("book", Kind.FILES);
    private final List<LeaseBook.Ending> endings = new CopyOnWriteArrayList<>();

    private Lease<String> open() {
        return book.open("thing", 1, "a file", (thing, ending) -> endings.add(ending));
    }

    @Test
    void aTracedLeaseThatIsForgottenIsGivenBackAsInvalidatedAndTold() {
        book.trace(Tracing.ALL);
        forget();
        List<Loss> losses = new ArrayList<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            System.gc();
            losses.addAll(book.takeLosses());
            return !losses.isEmpty();
        });
        assertThat(losses).singleElement().satisfies(loss -> {
            assertThat(loss.cause()).isEqualTo(Loss.Cause.UNREACHABLE);
            assertThat(loss.holding().label()).isEqualTo("a file");
            assertThat(loss.holding().site()).isNotNull();
        });
        assertThat(endings).containsExactly(LeaseBook.Ending.INVALIDATED);
        assertThat(book.holdings()).isEmpty();
    }

    private void forget() {
        assertThat(open().get()).isEqualTo("thing");
    }

    @Test
    void aTracedLeaseThatIsHandedOverIsWatchedWithItsNewHandle() {
        book.trace(Tracing.ALL);
        Lease<String> heir = open().handOver("import");
        for (int i = 0; i < 10; i++) {
            System.gc();
            assertThat(book.takeLosses()).isEmpty();
        }
        assertThat(heir.get()).isEqualTo("thing");
        heir.close();
        assertThat(endings).containsExactly(LeaseBook.Ending.CLOSED);
    }

    @Test
    void theTicketOfAHoldingIsItsLeaseAndClosesIt() {
        Lease<String> lease = open();
        Object ticket = book.holdings().get(0).ticket();
        assertThat(ticket).isEqualTo(lease).isEqualTo(book.holdings().get(0).ticket());
        if (ticket instanceof Lease<?> same) {
            same.close();
        }
        assertThat(lease.isOpen()).isFalse();
    }
}
