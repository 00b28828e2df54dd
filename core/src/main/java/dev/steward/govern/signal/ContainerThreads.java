package dev.steward.govern.signal;

import dev.steward.platform.CgroupPids;
import dev.steward.resource.Kind;
import java.nio.file.Path;

/**
 * The threads that the container counts, of all its processes, against what it allows: beyond that none can be started,
 * not even the virtual machine's own. Read anew each time, so a container that is resized is seen.
 */
final class ContainerThreads implements Signal {
    private final Path root;

    ContainerThreads(Path root) {
        this.root = root;
    }

    @Override
    public Kind kind() {
        return Kind.THREADS;
    }

    @Override
    public String name() {
        return "threads of the container";
    }

    @Override
    public Reading read() {
        CgroupPids pids = CgroupPids.read(root);
        if (pids.limit().isEmpty() || pids.used().isEmpty() || pids.limit().getAsLong() == 0) {
            return Reading.NONE;
        }
        long used = pids.used().getAsLong();
        long limit = pids.limit().getAsLong();
        return new Reading((double) used / limit, used + " of " + limit + " threads");
    }
}
