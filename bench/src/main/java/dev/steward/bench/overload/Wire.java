package dev.steward.bench.overload;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP connection, as little of a client as will do: the processors are for the service. Confined. */
final class Wire implements AutoCloseable {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket = new Socket();
    private final InputStream in;

    Wire(InetSocketAddress address, int patienceMillis) throws IOException {
        socket.setTcpNoDelay(true);
        socket.connect(address, patienceMillis);
        in = new BufferedInputStream(socket.getInputStream(), 512);
    }

    /** Asks once and reads the whole answer. Returns its status. */
    int ask(int patienceMillis) throws IOException {
        socket.setSoTimeout(Math.max(1, patienceMillis));
        socket.getOutputStream().write(REQUEST);
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        int length = 0;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length =
                        Integer.parseInt(lower.substring(lower.indexOf(':') + 1).strip());
            }
        }
        in.skipNBytes(length);
        return status;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server has closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
