package dev.steward.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts the children of one pool, each as the leader of a process group of its own and with its limits. Both is done by
 * programs that turn into the child's own, so the process that was started is the child. Threadsafe.
 */
final class Launcher {
    private static final int KIB = 1024;

    private final ProcessOptions options;
    private final @Nullable Warden warden;

    Launcher(ProcessOptions options, @Nullable Warden warden) {
        this.options = options;
        this.warden = warden;
    }

    /** Whether this system has what it takes to kill a group. */
    static boolean hasGroups() {
        return isOnPath("setsid") && isOnPath("sh");
    }

    static boolean hasLimits() {
        return isOnPath("sh");
    }

    private static boolean isOnPath(String program) {
        String path = System.getenv("PATH");
        return path != null
                && Arrays.stream(path.split(File.pathSeparator, -1))
                        .anyMatch(folder -> new File(folder, program).canExecute());
    }

    Process start() throws IOException {
        List<String> command = new ArrayList<>();
        if (warden != null) {
            command.add("setsid");
        }
        if (options.memoryLimit() != null) {
            command.addAll(List.of("sh", "-c", "ulimit -v " + options.memoryLimit() / KIB + " && exec \"$0\" \"$@\""));
        }
        command.addAll(options.command());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(options.environment());
        if (options.directory() != null) {
            builder.directory(options.directory().toFile());
        }
        Process process = builder.start();
        if (warden != null) {
            warden.watch(process.pid());
        }
        return process;
    }

    /** Kills a child and all that it started, as far as that can be found: by its handle, and by its group. */
    void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
        if (warden != null) {
            warden.end(process.pid());
        }
    }
}
