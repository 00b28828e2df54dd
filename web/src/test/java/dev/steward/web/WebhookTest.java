package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.steward.govern.Alert;
import dev.steward.resource.Kind;
import dev.steward.testing.NothingLeftBehind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(NothingLeftBehind.class)
class WebhookTest {
    private static final String SECRET = "a secret of some length";
    private static final Alert ALERT = new Alert(
            7,
            "orders-db",
            Kind.CONNECTIONS,
            Alert.Severity.CRITICAL,
            0.95,
            0.90,
            "19 of 20 connections",
            "",
            Instant.EPOCH,
            null);

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private HttpServer server;

    private record Received(String body, String timestamp, String signature) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            received.add(new Received(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Steward-Timestamp")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("X-Steward-Signature"))));
            exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.remove(0), 0);
        }
    }

    private URI target() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/hook?token=hidden");
    }

    private Webhook webhook() {
        return new Webhook(target(), SECRET, 3, Duration.ofMillis(1));
    }

    @Test
    void anAlertArrivesAsJson() throws Exception {
        webhook().changed(ALERT);
        JsonNode json = JsonMapper.shared().readTree(received.get(0).body());
        assertThat(json.get("subject").asString()).isEqualTo("orders-db");
        assertThat(json.get("severity").asString()).isEqualTo("CRITICAL");
        assertThat(json.get("value").asDouble()).isEqualTo(0.95);
        assertThat(json.get("ended").isNull()).isTrue();
    }

    @Test
    void theReceiverCanCheckWhoSentIt() throws Exception {
        webhook().changed(ALERT);
        Received one = received.get(0);
        assertThat(one.signature())
                .isEqualTo("sha256=" + new Signature(SECRET).of(one.timestamp() + "." + one.body()))
                .isNotEqualTo("sha256=" + new Signature(SECRET + "!").of(one.timestamp() + "." + one.body()));
    }

    @Test
    void theSignatureIsTheStandardOne() {
        // Test case 2 of RFC 4231.
        assertThat(new Signature("Jefe").of("what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void anEndpointInTroubleIsTriedAgain() throws Exception {
        answers.addAll(List.of(500, 503));
        webhook().changed(ALERT);
        assertThat(received).hasSize(3);
    }

    @Test
    void anEndpointThatDoesNotWantItIsNotTriedAgain() {
        answers.add(404);
        assertThatThrownBy(() -> webhook().changed(ALERT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it answered with 404");
        assertThat(received).hasSize(1);
    }

    @Test
    void aDeadEndpointIsLeftAloneForAWhileAndItsSecretsStayHidden() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0)) {
            nobody = socket.getLocalPort();
        }
        Webhook dead = new Webhook(
                URI.create("http://localhost:" + nobody + "/hook?token=hidden"), SECRET, 2, Duration.ofMillis(1));
        assertThatThrownBy(() -> dead.changed(ALERT)).hasMessageContaining("did not take it");
        assertThatThrownBy(() -> dead.changed(ALERT))
                .hasMessageContaining("is left alone for now")
                .hasMessageNotContaining("hidden");
        assertThat(dead.toString()).doesNotContain("hidden").doesNotContain(SECRET);
    }

    @Test
    void whatCannotBeUsedIsRefusedWithoutRepeatingTheSecret() {
        assertThatThrownBy(() -> new Webhook(URI.create("ftp://localhost/"), "short"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("target: must be an http or https URL")
                .hasMessageContaining("secret: must have 16 characters or more")
                .hasMessageNotContaining("short");
    }
}
