package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class AdmissionHandlerTest {
    /** The first channel of a process opens a descriptor that stays for good; that is not this test's. */
    @BeforeAll
    static void openTheFirstChannel() throws IOException {
        SocketChannel.open().close();
    }

    @Test
    void whoIsAdmittedIsServedAndWhoIsNotIsToldWhenToComeAgain() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (Admission api =
                Admission.builder("api").fixedLimit(1).patience(Duration.ZERO).build()) {
            server.createContext("/", new AdmissionHandler(api, exchange -> {
                try (exchange) {
                    exchange.sendResponseHeaders(200, 0);
                }
            }));
            server.start();
            assertThat(get(server).status()).isEqualTo(200);
            Permit inside = api.enter(Criticality.CRITICAL);
            Answer refused = get(server);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.retryAfter()).isEqualTo("1");
            assertThat(refused.body()).isEqualTo("The service is busy. Try again in 1 s.\n");
            inside.close();
            assertThat(get(server).status()).isEqualTo(200);
            assertThat(api.usage().inUse()).isZero();
        } finally {
            server.stop(0);
        }
    }

    private static Answer get(HttpServer server) {
        return Answer.to(server.getAddress().getPort(), "/");
    }
}
