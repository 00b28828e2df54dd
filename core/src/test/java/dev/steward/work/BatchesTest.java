package dev.steward.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.steward.resource.ResourceClosedException;
import dev.steward.testing.NothingLeftBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class BatchesTest {
    private static final class Noted implements Checkpoint {
        long items;

        @Override
        public long load() {
            return items;
        }

        @Override
        public void save(long done) {
            items = done;
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void itemsComeInBatchesOfAtMostTheSize() throws Exception {
        List<List<Integer>> seen = new ArrayList<>();
        AtomicInteger closed = new AtomicInteger();
        Stream<Integer> items = numbers(25).stream().onClose(closed::incrementAndGet);
        long count = Batches.<Integer>of(items).size(10).run(batch -> batch, seen::add);
        assertThat(count).isEqualTo(25);
        assertThat(seen).extracting(List::size).containsExactly(10, 10, 5);
        assertThat(seen.stream().flatMap(List::stream)).isEqualTo(numbers(25));
        assertThat(closed).hasValue(1);
    }

    @Test
    void batchesShrinkUnderPressureAndGrowAgain() throws Exception {
        double[] pressures = {0.0, 0.9, 0.9, 0.7, 0.0, 0.0, 0.95};
        AtomicInteger asked = new AtomicInteger();
        List<Integer> sizes = new ArrayList<>();
        List<BatchProgress> progress = new ArrayList<>();
        Batches.<Integer>of(numbers(31).iterator())
                .size(8)
                .smallest(2)
                .mostBraked(Duration.ofMillis(1))
                .brake(() -> pressures[Math.min(asked.getAndIncrement(), pressures.length - 1)])
                .progress(progress::add)
                .run(List::size, sizes::add);
        assertThat(sizes).startsWith(8, 4, 2, 2, 3, 4, 2);
        assertThat(progress.get(6).braked()).isEqualTo(Duration.ofMillis(1));
        assertThat(progress.get(6).items()).isEqualTo(25);
    }

    @Test
    void inParallelResultsComeInOrderUnlessTheyNeedNot() throws Exception {
        try (Workers workers = Workers.ioBound("batch").threads(3).build()) {
            Gate slow = new Gate();
            List<Integer> ordered = new ArrayList<>();
            Thread letter = new Thread(() -> {
                try {
                    slow.awaitBegun();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                slow.letGo();
            });
            letter.start();
            Batches.of(numbers(30).iterator())
                    .size(1)
                    .parallel(workers, 3)
                    .run(
                            batch -> {
                                if (batch.get(0) == 5) {
                                    slow.run();
                                }
                                return batch.get(0);
                            },
                            ordered::add);
            letter.join();
            assertThat(ordered).isEqualTo(numbers(30));
            Gate last = new Gate();
            List<Integer> unordered = new ArrayList<>();
            Batches.of(numbers(10).iterator())
                    .size(1)
                    .parallel(workers, 2)
                    .unordered()
                    .run(
                            batch -> {
                                if (batch.get(0) == 0) {
                                    last.run();
                                } else if (batch.get(0) == 9) {
                                    last.letGo();
                                }
                                return batch.get(0);
                            },
                            unordered::add);
            assertThat(unordered).hasSize(10).doesNotHaveDuplicates();
            assertThat(unordered.get(0)).isNotZero();
        }
    }

    /** The batches that were queued were dropped with the queue, and the run waited for them for ever. */
    @Test
    void aRunWhoseWorkersAreClosedFailsAndSaysSo() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Workers workers = Workers.ioBound("closed").threads(1).queue(10).build();
        Future<?> busy = workers.submit(() -> {
            end.await();
            return true;
        });
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread runner = new Thread(() -> {
            try {
                Batches.of(numbers(30).iterator()).size(10).parallel(workers, 3).run(batch -> batch, all -> {});
            } catch (RuntimeException | InterruptedException thrown) {
                failure.set(thrown);
            }
        });
        runner.start();
        await().until(() -> workers.statistics().queued() == 3);
        assertThat(workers.drain(Duration.ZERO)).hasSize(3);
        runner.join();
        assertThat(failure.get())
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("items 0 to 9 failed")
                .hasRootCauseInstanceOf(ResourceClosedException.class)
                .extracting(Throwable::getSuppressed)
                .asInstanceOf(InstanceOfAssertFactories.ARRAY)
                .hasSize(2);
        end.countDown();
        assertThat(busy.get()).isEqualTo(true);
        workers.close();
    }

    @Test
    void aFailedBatchEndsTheRunAndTheNextGoesOnFromThere() throws Exception {
        Noted checkpoint = new Noted();
        List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
        BatchFailedException failure = catchThrowableOfType(
                BatchFailedException.class,
                () -> Batches.of(numbers(50).iterator())
                        .size(10)
                        .checkpoint(checkpoint)
                        .run(
                                batch -> {
                                    if (batch.contains(25)) {
                                        throw new IllegalStateException("spoilt");
                                    }
                                    return seen.addAll(batch);
                                },
                                all -> {}));
        assertThat(failure).hasMessageContaining("items 20 to 29 failed").hasRootCauseMessage("spoilt");
        assertThat(failure.from()).isEqualTo(20);
        assertThat(failure.size()).isEqualTo(10);
        assertThat(checkpoint.items).isEqualTo(20);
        long rest = Batches.of(numbers(50).iterator())
                .size(10)
                .checkpoint(checkpoint)
                .run(seen::addAll, all -> {});
        assertThat(rest).isEqualTo(30);
        assertThat(seen).isEqualTo(numbers(50));
        assertThat(checkpoint.items).isEqualTo(50);
    }

    @Test
    void aPublisherIsAskedForNoMoreThanIsWanted() throws Exception {
        List<Integer> seen = new ArrayList<>();
        try (Workers workers = Workers.ioBound("publish").threads(1).build()) {
            SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(workers, 8);
            Batches<Integer> batches = Batches.<Integer>of(publisher, 4).size(3);
            Thread feeding = new Thread(() -> {
                numbers(100).forEach(publisher::submit);
                publisher.close();
            });
            feeding.start();
            batches.run(seen::addAll, all -> {});
            feeding.join();
        }
        assertThat(seen).isEqualTo(numbers(100));
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> Batches.of(numbers(1).iterator())
                        .size(0)
                        .mostBraked(Duration.ofNanos(-1))
                        .run(batch -> batch, all -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("size", "mostBraked");
    }
}
