package dev.steward.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class LeaseBookTest {
    private final LeaseBook book = new LeaseBook("books", Kind.FILES);
    private final List<String> endings = new CopyOnWriteArrayList<>();

    private Lease<String> open(String resource) {
        return book.open(resource, 3, "label", (what, ending) -> endings.add(what + " " + ending));
    }

    @Test
    void theOwnerLearnsHowALeaseEnded() {
        open("a").close();
        open("b").invalidate();
        Lease<String> c = open("c");
        assertThat(book.takeBackAll()).isEmpty();
        assertThat(c.isOpen()).isFalse();
        assertThat(endings).containsExactly("a CLOSED", "b INVALIDATED", "c TAKEN_BACK");
        assertThat(book.acquired()).isEqualTo(3);
        assertThat(book.returned()).isEqualTo(3);
        assertThat(book.held()).isZero();
    }

    @Test
    void aStaleCloseIsCountedAndDoesNothing() {
        Lease<String> lease = open("a");
        Lease<String> heir = lease.handOver("heir");
        lease.close();
        heir.close();
        heir.close();
        assertThat(book.staleCloses()).isEqualTo(2);
        assertThat(endings).containsExactly("a CLOSED");
    }

    @Test
    void aHoldingShowsThreadAmountLabelAndThenTheHeir() {
        Lease<String> lease = open("a");
        assertThat(book.holdings()).singleElement().satisfies(holding -> {
            assertThat(holding.thread()).isSameAs(Thread.currentThread());
            assertThat(holding.amount()).isEqualTo(3);
            assertThat(holding.label()).isEqualTo("label");
        });
        Lease<String> heir = lease.handOver("stage two");
        assertThat(book.holdings()).singleElement().satisfies(holding -> {
            assertThat(holding.holder()).isEqualTo("stage two");
            assertThat(holding.thread()).isNull();
        });
        heir.close();
    }

    @Test
    void theLongestHoldingComesFirst() {
        Lease<String> old = open("old");
        await().until(() -> book.holdings().get(0).heldFor().toMillis() > 2);
        Lease<String> young = open("young").handOver("young");
        assertThat(book.holdings()).extracting(Holding::holder).last().isEqualTo("young");
        old.close();
        young.close();
    }

    @Test
    void aShutBookGivesTheResourceBackAtOnce() {
        book.shut();
        assertThatThrownBy(() -> open("late"))
                .isInstanceOf(ResourceClosedException.class)
                .hasMessageContaining("books is closed");
        assertThat(endings).containsExactly("late INVALIDATED");
        assertThat(book.holdings()).isEmpty();
    }

    @Test
    void waitingForAllEndsWhenTheLastGiveBackHasFinished() throws InterruptedException {
        CountDownLatch inGiveBack = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        Lease<String> slow = book.open("slow", 1, "", (what, ending) -> {
            inGiveBack.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            done.incrementAndGet();
        });
        Thread closer = new Thread(slow::close, "closer");
        closer.start();
        inGiveBack.await();
        assertThat(book.awaitAll(Duration.ofMillis(5))).isFalse();
        goOn.countDown();
        assertThat(book.awaitAll(Duration.ofSeconds(30))).isTrue();
        assertThat(done).hasValue(1);
        closer.join();
    }

    @Test
    void aFailingGiveBackStillEndsTheLease() {
        Lease<String> lease = book.open("a", 1, "", (what, ending) -> {
            throw new IllegalStateException("will not close");
        });
        assertThat(book.takeBackAll()).singleElement().isInstanceOf(IllegalStateException.class);
        assertThat(lease.isOpen()).isFalse();
        assertThat(book.awaitAll(Duration.ZERO)).isTrue();
    }

    @Test
    void anyNumberOfThreadsEndOneLeaseOnce() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            Lease<String> lease = open("r" + round);
            CountDownLatch start = new CountDownLatch(1);
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                boolean takesBack = t == 3;
                Thread thread = new Thread(() -> {
                    try {
                        start.await();
                    } catch (InterruptedException e) {
                        return;
                    }
                    if (takesBack) {
                        book.takeBackAll();
                    } else {
                        lease.close();
                    }
                });
                thread.start();
                threads.add(thread);
            }
            start.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(endings).hasSize(200);
        assertThat(book.returned()).isEqualTo(200);
        assertThat(book.held()).isZero();
    }
}
