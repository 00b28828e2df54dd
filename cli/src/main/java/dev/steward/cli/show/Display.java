package dev.steward.cli.show;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Shows a run while it goes: a live screen on a terminal, a plain line now and then elsewhere. It reads what the owner
 * knows anyway; the workers do nothing for it. Threadsafe.
 */
public final class Display implements AutoCloseable {
    private static final long SCREEN_MILLIS = 250;
    private static final long LINE_MILLIS = 2_000;

    private final PrintStream out;
    private final boolean live;
    private final Screen screen;
    private final Supplier<Optional<Glance>> now;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private int drawn;

    private Display(PrintStream out, boolean live, Progress progress, Supplier<Optional<Glance>> now) {
        this.out = out;
        this.live = live;
        this.screen = new Screen(progress, live && Terminal.isColoured());
        this.now = now;
        this.thread = new Thread(this::show, "steward-display");
        thread.setDaemon(true);
    }

    /**
     * Begins to show.
     *
     * @param out where to
     * @param live whether that is a terminal to draw on
     * @param progress how far the run is
     * @param now what the owner sees at this moment, if there is one
     */
    public static Display start(PrintStream out, boolean live, Progress progress, Supplier<Optional<Glance>> now) {
        Display display = new Display(out, live, progress, now);
        display.thread.start();
        return display;
    }

    private void show() {
        try {
            while (!closing.await(live ? SCREEN_MILLIS : LINE_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        if (live) {
            draw(screen.lines(now.get()));
        } else {
            out.println(screen.plainLine());
        }
    }

    /** Goes back up over what was drawn before, and draws over it; without wrapping, or it would not know how far up. */
    private void draw(List<String> lines) {
        StringBuilder text = new StringBuilder("\u001b[?7l");
        if (drawn > 0) {
            text.append("\u001b[").append(drawn).append('A');
        }
        lines.forEach(line -> text.append("\r\u001b[2K").append(line).append('\n'));
        text.append("\u001b[J\u001b[?7h");
        out.print(text);
        out.flush();
        drawn = lines.size();
    }

    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (live && drawn > 0) {
            look();
        }
    }
}
