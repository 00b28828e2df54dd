package dev.steward.cli.fetch;

import dev.steward.cli.load.Backoff;
import dev.steward.cli.supply.Supplies;
import dev.steward.resource.Bytes;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.jspecify.annotations.Nullable;

/**
 * Fetches pages over HTTP into pooled buffers. What may be a passing trouble (no connection, no answer in time, an answer
 * cut short, a status of 429 or from 500 on) is tried again, after a pause that grows; what is not is said at once.
 * Threadsafe.
 */
public final class HttpFetcher implements PageFetcher {
    private static final int MOST_TRIES = 6;
    private static final int UNKNOWN_LENGTH_BYTES = 256 * 1024;
    private static final int CHUNK_BYTES = 16 * 1024;

    private final PageClient client;
    private final PageUrl url;
    private final Supplies supplies;
    private final long largestPage;
    private final Backoff backoff;
    private final LongAdder retries = new LongAdder();

    /**
     * A fetcher.
     *
     * @param client what it asks with
     * @param url where the pages are
     * @param supplies what it reads into
     * @param largestPage the most bytes a page may have
     * @param backoff the pause before another try
     */
    public HttpFetcher(PageClient client, PageUrl url, Supplies supplies, long largestPage, Backoff backoff) {
        this.client = client;
        this.url = url;
        this.supplies = supplies;
        this.largestPage = largestPage;
        this.backoff = backoff;
    }

    /** How often a page had to be asked for again. */
    public long retries() {
        return retries.sum();
    }

    @Override
    public @Nullable Lease<ByteBuffer> fetch(long page) throws FetchFailedException {
        URI address = url.of(page);
        for (int attempt = 1; ; attempt++) {
            client.begun();
            try {
                return client.http().execute(new HttpGet(address), response -> read(response, address));
            } catch (PermanentIOException failure) {
                throw new FetchFailedException(String.valueOf(failure.getMessage()), failure);
            } catch (IOException failure) {
                if (attempt == MOST_TRIES || !backoff.pause(attempt)) {
                    throw new FetchFailedException(sentence(address, attempt, failure), failure);
                }
                retries.increment();
            } finally {
                client.ended();
            }
        }
    }

    private static String sentence(URI address, int attempts, IOException failure) {
        String what = failure instanceof UnknownHostException
                ? "the host is not known"
                : failure instanceof ConnectException
                        ? "nobody accepts connections there"
                        : failure instanceof SocketTimeoutException
                                ? "no answer in time"
                                : String.valueOf(failure.getMessage());
        return withoutUser(address) + " cannot be fetched after " + attempts + " tries (" + what
                + "): check the address and that the server runs, then start again; what is committed is kept.";
    }

    private static String withoutUser(URI address) {
        return address.toString().replaceFirst("//[^/@]*@", "//");
    }

    private @Nullable Lease<ByteBuffer> read(ClassicHttpResponse response, URI address) throws IOException {
        int status = response.getCode();
        HttpEntity entity = response.getEntity();
        if (status == 404 || status == 410 || status == 204) {
            EntityUtils.consume(entity);
            return null;
        }
        if (status == 429 || status >= 500) {
            EntityUtils.consumeQuietly(entity);
            throw new IOException("status " + status);
        }
        if (status != 200 || entity == null) {
            EntityUtils.consumeQuietly(entity);
            throw new PermanentIOException(withoutUser(address) + " answers with status " + status
                    + (status == 401 || status == 403 ? ", it wants to know who asks" : "")
                    + ": check the address; a page of records with status 200 is expected.");
        }
        return body(entity, address);
    }

    private Lease<ByteBuffer> body(HttpEntity entity, URI address) throws IOException {
        long announced = entity.getContentLength();
        refuseTooLarge(announced, address);
        Lease<ByteBuffer> lease = supplies.buffer(announced < 0 ? UNKNOWN_LENGTH_BYTES : Math.max(1, (int) announced));
        try {
            InputStream in = entity.getContent();
            byte[] chunk = new byte[CHUNK_BYTES];
            ByteBuffer buffer = lease.get();
            int start = buffer.position();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (read > buffer.remaining()) {
                    refuseTooLarge(2L * buffer.capacity(), address);
                    Lease<ByteBuffer> larger = larger(buffer, start);
                    lease.close();
                    lease = larger;
                    buffer = lease.get();
                    start = 0;
                }
                buffer.put(chunk, 0, read);
            }
            buffer.limit(buffer.position()).position(start);
            return lease;
        } catch (IOException | RuntimeException | Error failure) {
            lease.close();
            throw failure;
        }
    }

    private Lease<ByteBuffer> larger(ByteBuffer full, int start) {
        ByteBuffer content = full.duplicate().limit(full.position()).position(start);
        Lease<ByteBuffer> lease = supplies.buffer(2 * Math.max(content.remaining(), CHUNK_BYTES));
        ByteBuffer larger = lease.get();
        larger.put(content);
        return lease;
    }

    private void refuseTooLarge(long bytes, URI address) throws PermanentIOException {
        if (bytes > largestPage) {
            throw new PermanentIOException(withoutUser(address) + " is a page of " + Bytes.format(bytes)
                    + " and more than " + Bytes.format(largestPage)
                    + " is not allowed for one: raise --memory, or lower --page-size.");
        }
    }

    /** Trying again would not help; the message is a sentence already. */
    private static final class PermanentIOException extends IOException {
        private static final long serialVersionUID = 1L;

        PermanentIOException(String sentence) {
            super(sentence);
        }
    }
}
