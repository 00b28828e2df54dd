package dev.steward.govern.signal;

import dev.steward.platform.Cgroup;
import dev.steward.resource.Bytes;
import dev.steward.resource.Kind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the container counts of this process, against what it allows: beyond that the kernel ends the process. Read anew
 * each time, so a container that is resized is seen.
 */
final class Container implements Signal {
    private final Path root;

    Container(Path root) {
        this.root = root;
    }

    @Override
    public Kind kind() {
        return Kind.MEMORY;
    }

    @Override
    public String name() {
        return "memory of the container";
    }

    @Override
    public Reading read() {
        Optional<Cgroup> group = Cgroup.read(root);
        if (group.isEmpty() || group.get().used().isEmpty()) {
            return Reading.NONE;
        }
        // Beyond the throttle the process is slowed down until it stands still, so that is as good as the end.
        long limit = Math.min(
                group.get().limit().orElse(Long.MAX_VALUE),
                group.get().throttle().orElse(Long.MAX_VALUE));
        if (limit == Long.MAX_VALUE || limit == 0) {
            return Reading.NONE;
        }
        long used = group.get().used().getAsLong() - group.get().reclaimable().orElse(0);
        return new Reading((double) used / limit, Bytes.format(used) + " of " + Bytes.format(limit));
    }
}
