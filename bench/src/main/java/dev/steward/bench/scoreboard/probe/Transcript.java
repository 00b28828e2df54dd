package dev.steward.bench.scoreboard.probe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.ConsoleHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/** What a pool has said, through whichever library: all of them end on standard error in this process. Threadsafe. */
public final class Transcript {
    private static final int MOST = 1 << 20;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
        @Override
        public synchronized void write(byte[] added, int from, int length) {
            if (count < MOST) { // A pool that repeats itself must not eat the heap.
                super.write(added, from, length);
            }
        }
    };

    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    /** Takes all that this process says from now on, for good. */
    public void listen() {
        System.setOut(stream);
        System.setErr(stream);
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        ConsoleHandler handler = new ConsoleHandler();
        handler.setLevel(Level.INFO);
        root.addHandler(handler);
    }

    PrintWriter writer() {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    void clear() {
        bytes.reset();
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
