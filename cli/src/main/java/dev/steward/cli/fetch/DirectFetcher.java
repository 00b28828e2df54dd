package dev.steward.cli.fetch;

import dev.steward.cli.serve.PageContent;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads pages straight from the file. Threadsafe. */
public final class DirectFetcher implements PageFetcher {
    private final PageContent content;
    private final String name;

    /**
     * A fetcher.
     *
     * @param content the pages
     * @param name what the file is called, for messages
     */
    public DirectFetcher(PageContent content, String name) {
        this.content = content;
        this.name = name;
    }

    @Override
    public Lease<ByteBuffer> fetch(long page) throws FetchFailedException {
        try {
            return content.read(page);
        } catch (IOException failure) {
            throw new FetchFailedException(
                    "page " + (page + 1) + " of " + name + " cannot be read (" + failure.getMessage()
                            + "): check the file and start again; what is committed is kept.",
                    failure);
        }
    }
}
