package dev.steward.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A shell that knows the process groups of all children of this process. When its input ends, because this process has
 * ended in whatever way, it kills them. A child that reads its input notices by itself; what the child has started does
 * not, and neither does a child that computes or hangs.
 *
 * <p>There is one for all pools, while there are any. It is no group's member but its own, so it outlives a terminal that
 * interrupts everybody. Where there is no {@code setsid}, children have no groups of their own, and there is no warden.
 * Threadsafe.
 */
final class Warden {
    private static final String SCRIPT = """
            trap '' HUP INT TERM
            all=' '
            while read -r what group; do
                case $what in
                    +) all="$all$group " ;;
                    -) all="${all%% $group *} ${all#* $group }" ;;
                    k) kill -s KILL -- "-$group" 2>/dev/null ;;
                esac
            done
            for group in $all; do
                kill -s KILL -- "-$group" 2>/dev/null
            done
            """;

    private static final ReentrantLock LOCK = new ReentrantLock();
    private static @Nullable Warden current;
    private static int pools;

    private final Process shell;

    private Warden(Process shell) {
        this.shell = shell;
    }

    /** Called by each pool when it opens; null where there can be none. */
    static @Nullable Warden join() throws IOException {
        if (!Launcher.hasGroups()) {
            return null;
        }
        LOCK.lock();
        try {
            Warden there = current;
            if (there == null || !there.shell.isAlive()) {
                there = new Warden(new ProcessBuilder(List.of("setsid", "sh", "-c", SCRIPT))
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start());
                current = there;
            }
            pools++;
            return there;
        } finally {
            LOCK.unlock();
        }
    }

    /** Called by each pool when all its children have ended. */
    void leave() {
        LOCK.lock();
        try {
            if (--pools == 0) {
                current = null;
                shell.getOutputStream().close();
                if (!shell.waitFor(1, TimeUnit.SECONDS)) {
                    shell.destroyForcibly();
                }
            }
        } catch (IOException gone) {
            shell.destroyForcibly();
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        } finally {
            LOCK.unlock();
        }
    }

    void watch(long group) {
        tell("+ " + group);
    }

    /** Kills what is left of a group, and forgets it: its number may be used again. */
    void end(long group) {
        tell("k " + group + "\n- " + group);
    }

    /** A warden that was killed is no reason to fail: the children are killed one by one as well. */
    private void tell(String order) {
        LOCK.lock();
        try {
            OutputStream orders = shell.getOutputStream();
            orders.write((order + "\n").getBytes(StandardCharsets.US_ASCII));
            orders.flush();
        } catch (IOException gone) {
            System.getLogger(ProcessPool.class.getName())
                    .log(
                            System.Logger.Level.WARNING,
                            "the shell that would kill child processes after the end of this one has ended itself",
                            gone);
        } finally {
            LOCK.unlock();
        }
    }
}
