package dev.steward.cli.fetch;

import dev.steward.resource.Lease;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Gets the bytes of a page. Implementations are threadsafe. */
@FunctionalInterface
public interface PageFetcher {
    /**
     * Gets one page, trying again where that can help.
     *
     * @param page its number, from 0
     * @return a lease on a buffer that holds the page between its position and its limit; null when there is no such page
     * @throws FetchFailedException if it cannot be had
     */
    @Nullable
    Lease<ByteBuffer> fetch(long page) throws FetchFailedException;
}
