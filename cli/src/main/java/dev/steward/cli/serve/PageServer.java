package dev.steward.cli.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.cli.fault.FaultKind;
import dev.steward.cli.fault.Faults;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.FilePlan;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hands out a file page by page over HTTP, on the loopback interface only: {@code GET /pages?page=N}, the first page
 * being 1; 404 behind the last one. So a file passes through everything a remote source would, and this is where a
 * remote source's faults are done. Threadsafe.
 */
public final class PageServer implements AutoCloseable {
    private static final Pattern PAGE = Pattern.compile("(?:^|&)page=([0-9]{1,18})(?:&|$)");
    private static final int BACKLOG = 64;

    private final HttpServer server;
    private final FilePlan plan;
    private final PageContent content;
    private final Faults faults;
    private final Duration stall;
    private final CountDownLatch closing = new CountDownLatch(1);

    private PageServer(HttpServer server, FilePlan plan, PageContent content, Faults faults, Duration stall) {
        this.server = server;
        this.plan = plan;
        this.content = content;
        this.faults = faults;
        this.stall = stall;
    }

    /**
     * Starts a server.
     *
     * @param plan what it serves
     * @param content where the pages' bytes come from
     * @param faults what it does wrong on purpose
     * @param stall for how long a stalled request gets no answer
     * @param executor runs the requests
     * @param port where it listens, 0 for any free port
     */
    public static PageServer start(
            FilePlan plan, PageContent content, Faults faults, Duration stall, Executor executor, int port) {
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            refuseTaken(address);
            HttpServer server = HttpServer.create(address, BACKLOG);
            PageServer pages = new PageServer(server, plan, content, faults, stall);
            server.createContext("/pages", pages::handle);
            server.setExecutor(executor);
            server.start();
            return pages;
        } catch (BindException inUse) {
            throw Refusal.failure(
                    "port " + port + " of the loopback interface is in use: give another one with --port,"
                            + " or leave it out to get a free one.",
                    inUse);
        } catch (IOException failure) {
            throw Refusal.failure(
                    "the page server cannot listen on the loopback interface (" + failure.getMessage()
                            + "): use --direct to read the file without it.",
                    failure);
        }
    }

    /** Asked beforehand because the server's own attempt leaves its socket open when the port is taken. */
    private static void refuseTaken(InetSocketAddress address) throws IOException {
        try (ServerSocket attempt = new ServerSocket()) {
            attempt.bind(address);
        }
    }

    /** The URL of its pages, with a placeholder for the number. */
    public String url() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort()
                + "/pages?page={page}";
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Matcher query = PAGE.matcher(String.valueOf(exchange.getRequestURI().getRawQuery()));
            if (!exchange.getRequestMethod().equals("GET")) {
                answer(exchange, 405);
            } else if (!query.find()) {
                answer(exchange, 400);
            } else {
                long page = Long.parseLong(query.group(1)) - 1;
                if (page < 0 || page >= plan.pages()) {
                    answer(exchange, 404);
                } else if (faults.strikes(FaultKind.HTTP_500, page)) {
                    faults.done(FaultKind.HTTP_500);
                    answer(exchange, 500);
                } else if (faults.strikes(FaultKind.HTTP_STALL, page)) {
                    faults.done(FaultKind.HTTP_STALL);
                    stall();
                } else {
                    send(exchange, page);
                }
            }
        }
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    private void stall() {
        try {
            if (closing.await(stall.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(HttpExchange exchange, long page) throws IOException {
        try (Lease<ByteBuffer> lease = content.read(page)) {
            ByteBuffer body = lease.get();
            byte[] bytes = body.array();
            int from = body.arrayOffset() + body.position();
            int length = body.remaining();
            exchange.getResponseHeaders()
                    .set("Content-Type", plan.layout().format().mediaType() + "; charset=utf-8");
            exchange.sendResponseHeaders(200, length);
            OutputStream out = exchange.getResponseBody();
            if (faults.strikes(FaultKind.HTTP_TRUNCATED, page)) {
                faults.done(FaultKind.HTTP_TRUNCATED);
                out.write(bytes, from, length / 2);
                out.flush();
            } else {
                out.write(bytes, from, length);
                out.close();
            }
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
