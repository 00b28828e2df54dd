package dev.steward.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's API, with its own ways of paging, of ending, and of failing. */
@ExtendWith(NothingLeftBehind.class)
final class HttpSourceTest {
    @TempDir
    Path directory = Path.of("");

    private final AtomicInteger requests = new AtomicInteger();

    /** Serves what the function gives for a page numbered from 1: text, empty text, or null for 404. */
    private StewardRun migrate(IntFunction<String> pages, String path, String... more) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> answer(exchange, pages));
        server.start();
        try {
            String source = "http://127.0.0.1:" + server.getAddress().getPort() + path;
            String[] all = new String[more.length + 7];
            System.arraycopy(
                    new String[] {"migrate", "--headless", "--json", "--data", directory.toString(), "--source", source
                    },
                    0,
                    all,
                    0,
                    7);
            System.arraycopy(more, 0, all, 7, more.length);
            return StewardRun.of(all);
        } finally {
            server.stop(0);
        }
    }

    private void answer(HttpExchange exchange, IntFunction<String> pages) throws IOException {
        try (exchange) {
            requests.incrementAndGet();
            String digits = exchange.getRequestURI().toString().replaceFirst("^.*page[=/]([0-9]+).*$", "$1");
            String page = pages.apply(Integer.parseInt(digits));
            if (page == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (page.startsWith("status ")) {
                exchange.sendResponseHeaders(Integer.parseInt(page.substring(7)), -1);
            } else {
                byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, 0); // Chunked: the length is not known beforehand.
                exchange.getResponseBody().write(bytes);
                exchange.getResponseBody().close();
            }
        }
    }

    private static void assertLoaded(StewardRun run, long records) {
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.json().at("/records/loaded").asLong()).isEqualTo(records);
        assertThat(run.json().at("/records/lost").asLong()).isZero();
    }

    @Test
    void csvPagesWithAHeaderEachEndAt404() throws IOException {
        assertLoaded(
                migrate(page -> page <= 3 ? "id,name\n" + page + ",a\n" + page + ",b\n" : null, "/list?page={page}"),
                6);
    }

    @Test
    void ndjsonPagesEndAtAnEmptyOneAndTheQueryIsAddedWhereThereIsNoPlaceholder() throws IOException {
        assertLoaded(migrate(page -> page <= 2 ? "{\"id\":" + page + "}\n" : "", "/list", "--page-size", "1"), 2);
    }

    @Test
    void arraysOfObjectsEndAtAnEmptyArray() throws IOException {
        assertLoaded(migrate(page -> page == 1 ? "[{\"id\":1},{\"id\":2}]" : "[]", "/v1/page/{page}"), 2);
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws IOException {
        AtomicInteger left = new AtomicInteger(2);
        assertLoaded(
                migrate(
                        page -> page > 1 ? null : left.getAndDecrement() > 0 ? "status 503" : "{\"id\":1}",
                        "/list?page={page}"),
                1);
    }

    @Test
    void aServerThatRefusesIsNotAskedAgain() throws IOException {
        StewardRun run = migrate(page -> "status 403", "/list?page={page}");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("answers with status 403, it wants to know who asks");
        assertThat(requests).hasValue(1);
    }

    @Test
    void aPageWithMoreRecordsThanItsNumbersIsRefused() throws IOException {
        StewardRun run = migrate(
                page -> page == 1 ? "{\"id\":1}" : page == 2 ? "{\"id\":2}\n{\"id\":3}\n" : null,
                "/list?page={page}",
                "--page-size",
                "1");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("page 2").contains("give --page-size 2 or more");
    }
}
