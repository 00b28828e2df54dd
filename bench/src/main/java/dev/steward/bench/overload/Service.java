package dev.steward.bench.overload;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * An HTTP service whose requests need one of a few places further in for a while, as a query needs a connection. It has
 * 200 threads, as servers have, and finishes a request also when nobody waits for the answer any more, as they do.
 */
public final class Service implements AutoCloseable {
    private static final int THREADS = 200;
    private static final byte[] BODY = {'o', 'k', '\n'};

    private final HttpServer server;
    private final ExecutorService threads;
    private final Semaphore places;
    private final long workNanos;
    private volatile Guard guard;

    /** A service that is not guarded yet. */
    public Service(int places, long workMillis) throws IOException {
        this.places = new Semaphore(places, true);
        this.workNanos = workMillis * 1_000_000;
        this.guard = () -> () -> {};
        this.threads = Executors.newFixedThreadPool(THREADS);
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_024);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    /** From here on requests pass this guard. */
    public void guardBy(Guard next) {
        guard = next;
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Guard.Pass pass = guard.enter();
            if (pass == null) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            try {
                work();
            } finally {
                pass.leave();
            }
            exchange.sendResponseHeaders(200, BODY.length);
            exchange.getResponseBody().write(BODY);
        }
    }

    private void work() {
        places.acquireUninterruptibly();
        try {
            long end = System.nanoTime() + workNanos;
            for (long left = workNanos; left > 0; left = end - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        } finally {
            places.release();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
