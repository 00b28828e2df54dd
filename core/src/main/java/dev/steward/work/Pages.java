package dev.steward.work;

import dev.steward.resource.Conflicts;
import java.time.Duration;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Items that come in pages, such as those of an HTTP interface, as one stream. A page is fetched when it is needed, and
 * the one after it while its items are being used; no more than two are held.
 *
 * <pre>{@code
 * try (Stream<Order> orders = Pages.of(workers, first, cursor -> fetch(cursor)).stream()) {
 *     orders.limit(1_000).forEach(this::book);
 * }
 * }</pre>
 *
 * <p>It is built up by one thread, and each stream is used by one.
 *
 * @param <C> what says where a page is
 * @param <T> what an item is
 */
public final class Pages<C, T> {
    private final Workers workers;
    private final C first;
    private final Source<C, T> source;
    private int attempts = 3;
    private Duration backoff = Duration.ofMillis(200);
    private Duration longestRest = Duration.ofMinutes(5);

    private Pages(Workers workers, C first, Source<C, T> source) {
        this.workers = workers;
        this.first = first;
        this.source = source;
    }

    /**
     * Fetches a page.
     *
     * @param <C> what says where a page is
     * @param <T> what an item is
     */
    @FunctionalInterface
    public interface Source<C, T> {
        /**
         * Fetches it.
         *
         * @param where where the page is
         * @return the page
         * @throws RateLimitedException if it was asked too often; it is asked again after the rest, which is no attempt
         * @throws Exception if it failed; it is tried again, as often as it may
         */
        Page<C, T> fetch(C where) throws Exception;
    }

    /**
     * Begins the description.
     *
     * @param workers who fetch pages ahead
     * @param first where the first page is
     * @param source fetches a page
     * @param <C> what says where a page is
     * @param <T> what an item is
     * @return the pages, to be described further
     */
    public static <C, T> Pages<C, T> of(Workers workers, C first, Source<C, T> source) {
        return new Pages<>(workers, first, source);
    }

    /**
     * How often a page is tried, and how long to wait after the first failure, doubled with each further one; 3 times and
     * a fifth of a second by default. A pause does not become longer than {@link #longestRest}.
     *
     * @param most at least 1
     * @param pause zero or more
     * @return this
     */
    public Pages<C, T> attempts(int most, Duration pause) {
        attempts = most;
        backoff = pause;
        return this;
    }

    /**
     * How long a source may have itself waited for; 5 minutes by default. One that asks for more fails.
     *
     * @param longest zero or more
     * @return this
     */
    public Pages<C, T> longestRest(Duration longest) {
        longestRest = longest;
        return this;
    }

    /**
     * All items, from the first page on. To be closed, if not read to its end, so that no page is fetched any more.
     *
     * @return a stream in the order of the pages; reading it throws {@link PageFailedException} if a page cannot be had,
     *     {@link dev.steward.resource.ResourceClosedException} if the workers were closed before they fetched it, and
     *     {@link dev.steward.resource.AcquireInterruptedException} if the reader is interrupted
     * @throws IllegalArgumentException if options contradict each other; the message names all that do
     */
    public Stream<T> stream() {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(attempts >= 1, "attempts: must be 1 or more, got " + attempts);
        conflicts.expectNotNegative("attempts", backoff);
        conflicts.expectNotNegative("longestRest", longestRest);
        conflicts.refuseIfAny("pages");
        PageReader<C, T> reader =
                new PageReader<>(workers, new PageFetch<>(source, attempts, backoff, longestRest), Optional.of(first));
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED), false)
                .onClose(reader::close);
    }
}
