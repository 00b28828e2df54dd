package dev.steward.cli.show;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether standard error is a terminal, and what may be drawn there. Stateless. */
public final class Terminal {
    private Terminal() {}

    /** Whether standard error is a terminal that understands more than plain lines. */
    @SuppressWarnings("SystemConsoleNull") // Only where there is no /proc; from 22 on TERM decides there.
    public static boolean isInteractive() {
        String term = System.getenv("TERM");
        if ("dumb".equals(term)) {
            return false;
        }
        try {
            Path target = Files.readSymbolicLink(Path.of("/proc/self/fd/2"));
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException | UnsupportedOperationException elsewhere) {
            return System.console() != null && term != null;
        }
    }

    /** Whether colours are wanted; the environment variable NO_COLOR says no. */
    public static boolean isColoured() {
        String no = System.getenv("NO_COLOR");
        return no == null || no.isEmpty();
    }
}
