package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class AdmissionHandlerTest {
    /** Of all tests, because a server of the JDK that stops may leave a closed connection's descriptor behind. */
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
    }

    @Test
    void whoIsAdmittedIsServedAndWhoIsNotIsToldWhenToComeAgain() throws Exception {
        try (Admission api =
                Admission.builder("api").fixedLimit(1).patience(Duration.ZERO).build()) {
            server.createContext("/", new AdmissionHandler(api, exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, 0);
                }
            }));
            assertThat(get().status()).isEqualTo(200);
            awaitNobodyInside(api);
            Permit inside = api.enter(Criticality.CRITICAL);
            Answer refused = get();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.retryAfter()).isEqualTo("1");
            assertThat(refused.body()).isEqualTo("The service is busy. Try again in 1 s.\n");
            inside.close();
            assertThat(get().status()).isEqualTo(200);
            awaitNobodyInside(api);
        }
    }

    /** An exchange gives its permit back when its handler has returned: the client may have its answer before that. */
    private static void awaitNobodyInside(Admission api) {
        await().until(() -> api.usage().inUse() == 0);
    }

    private static Answer get() {
        return Answer.to(server.getAddress().getPort(), "/");
    }
}
