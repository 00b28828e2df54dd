package dev.steward.web;

import dev.steward.govern.Alert;
import dev.steward.govern.AlertListener;
import dev.steward.resource.Conflicts;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Posts alerts as JSON to a URL. The governor calls it on a thread of its own, so an endpoint that is slow or dead holds up
 * nobody; each alert is tried a few times with growing pauses, and after an endpoint has failed for good it is left
 * alone for {@link #REST} before the next alert tries it again.
 *
 * <p>With a secret every request carries {@code X-Steward-Timestamp}, the seconds since 1970, and {@code
 * X-Steward-Signature}, which is {@code sha256=} and the hexadecimal HMAC-SHA256 of the timestamp, a full stop and the body.
 * A receiver recomputes it, and refuses what is older than some minutes, so that nobody can send an old alert again.
 *
 * <p>Threadsafe.
 */
public final class Webhook implements AlertListener {
    /** How long an endpoint that has failed is left alone. */
    public static final Duration REST = Duration.ofMinutes(1);

    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
    private static final int ANSWER_TIMEOUT_MILLIS = 5_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI target;
    private final @Nullable Signature signature;
    private final int attempts;
    private final long firstPauseMillis;
    private volatile long restUntilNanos;
    private volatile boolean resting;

    /**
     * Alerts without a signature.
     *
     * @param target an http or https URL
     * @throws IllegalArgumentException if it is not one
     */
    public Webhook(URI target) {
        this(target, null, 4, Duration.ofMillis(500));
    }

    /**
     * Alerts with a signature.
     *
     * @param target an http or https URL
     * @param secret what the receiver knows too; at least 16 characters
     * @throws IllegalArgumentException if the URL or the secret cannot be used; the message does not repeat the secret
     */
    public Webhook(URI target, String secret) {
        this(target, secret, 4, Duration.ofMillis(500));
    }

    Webhook(URI target, @Nullable String secret, int attempts, Duration firstPause) {
        Conflicts conflicts = new Conflicts();
        conflicts.expect(
                "http".equals(target.getScheme()) || "https".equals(target.getScheme()),
                "target: must be an http or https URL, got one with the scheme " + target.getScheme());
        conflicts.expect(
                secret == null || secret.length() >= Signature.LEAST_SECRET,
                "secret: must have " + Signature.LEAST_SECRET + " characters or more");
        conflicts.refuseIfAny("a Webhook");
        this.target = target;
        this.signature = secret == null ? null : new Signature(secret);
        this.attempts = attempts;
        this.firstPauseMillis = firstPause.toMillis();
    }

    @Override
    public void changed(Alert alert) throws IOException, InterruptedException {
        if (resting && System.nanoTime() - restUntilNanos < 0) {
            throw new IOException(target.getHost() + " has failed a short while ago and is left alone for now");
        }
        String body = JSON.writeValueAsString(fields(alert));
        String failure = "";
        long pause = firstPauseMillis;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            try {
                int status = post(body);
                if (status / 100 == 2) {
                    resting = false;
                    return;
                }
                failure = "it answered with " + status;
                if (status / 100 == 4 && status != 408 && status != 429) {
                    // The endpoint understood and does not want it; it will not want it the next time.
                    break;
                }
            } catch (IOException failed) {
                failure = failed.toString();
            }
            if (attempt < attempts) {
                TimeUnit.MILLISECONDS.sleep(
                        pause / 2 + ThreadLocalRandom.current().nextLong(pause));
                pause *= 2;
            }
        }
        restUntilNanos = System.nanoTime() + REST.toNanos();
        resting = true;
        throw new IOException(target.getHost() + " did not take it, " + failure + "; it is left alone for "
                + REST.toSeconds() + " s");
    }

    /** By the plainest client there is, on one connection for each request: alerts are rare, and nothing stays behind. */
    private int post(String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        try {
            connection.setConnectTimeout(CONNECT_TIMEOUT_MILLIS);
            connection.setReadTimeout(ANSWER_TIMEOUT_MILLIS);
            connection.setInstanceFollowRedirects(false);
            connection.setRequestMethod("POST");
            connection.setRequestProperty("Connection", "close");
            connection.setRequestProperty("Content-Type", "application/json");
            if (signature != null) {
                String timestamp = Long.toString(Instant.now().getEpochSecond());
                connection.setRequestProperty("X-Steward-Timestamp", timestamp);
                connection.setRequestProperty("X-Steward-Signature", "sha256=" + signature.of(timestamp + "." + body));
            }
            connection.setDoOutput(true);
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    private static Map<String, Object> fields(Alert alert) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("number", alert.number());
        fields.put("subject", alert.subject());
        fields.put("kind", alert.kind().name());
        fields.put("severity", alert.severity().name());
        fields.put("value", alert.value());
        fields.put("threshold", alert.threshold());
        fields.put("says", alert.says());
        fields.put("done", alert.done());
        fields.put("raised", alert.raised().toString());
        fields.put("ended", alert.end().map(Instant::toString).orElse(null));
        fields.put("text", alert.toString());
        return fields;
    }

    /** Without the path and the query of the URL, which often are secrets. */
    @Override
    public String toString() {
        return "webhook to " + target.getHost();
    }
}
