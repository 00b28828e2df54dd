package dev.steward.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** What a service answered, on a connection of its own that leaves nothing behind. */
record Answer(int status, String retryAfter, String body) {
    static {
        // Whatever a request says, this client keeps the connection of an answer whose length it knows.
        System.setProperty("http.keepAlive", "false");
    }

    static Answer to(int port, String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://localhost:" + port + path).toURL().openConnection();
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
                String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(status, String.valueOf(connection.getHeaderField("Retry-After")), body);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
