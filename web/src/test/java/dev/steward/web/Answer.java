package dev.steward.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a service answered, on a connection of its own that leaves nothing behind: the clients of the JDK keep connections
 * and selectors for the next request, whatever this one says. HTTP 1.0, in which a body ends with its connection.
 */
record Answer(int status, String retryAfter, String body) {
    static Answer to(int port, String path) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(30_000);
            String request = "GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer parse(String text) {
        int end = text.indexOf("\r\n\r\n");
        List<String> head = text.substring(0, end).lines().toList();
        String retryAfter = head.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("retry-after:"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("null");
        return new Answer(Integer.parseInt(head.get(0).split(" ", -1)[1]), retryAfter, text.substring(end + 4));
    }
}
