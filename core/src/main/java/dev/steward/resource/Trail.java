package dev.steward.resource;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls that led to a place in the program, as the virtual machine tells them: made a {@link Site} when somebody asks
 * for it, and not before. Taking a trail is the walk alone. To find the names of six methods, which a site has to be told
 * apart by, costs several times as much, and of nearly all traced leases nobody ever asks where they came from. It keeps
 * the classes of those calls loaded, so it is for what ends, such as a lease; a site does not. Threadsafe.
 */
public final class Trail {
    /** Of usual stacks the first batch of frames that the virtual machine hands out is enough. */
    private static final StackWalker WALKER = StackWalker.getInstance(Set.of(), 2 * Site.DEPTH);

    private final StackWalker.StackFrame[] frames;

    /** Once somebody has asked; two who ask at once find the same. */
    private volatile @Nullable Site site;

    private Trail(StackWalker.StackFrame[] frames) {
        this.frames = frames;
    }

    /**
     * The way to the place that calls now.
     *
     * @return the trail
     */
    public static Trail here() {
        return WALKER.walk(Trail::of);
    }

    private static Trail of(Stream<StackWalker.StackFrame> stack) {
        Taken taken = new Taken();
        Spliterator<StackWalker.StackFrame> frames = stack.spliterator();
        while (taken.count < Site.DEPTH && frames.tryAdvance(taken)) {
            // Taken.
        }
        return new Trail(taken.count == Site.DEPTH ? taken.frames : Arrays.copyOf(taken.frames, taken.count));
    }

    /** The innermost calls, from the first on that is neither the JDK's nor Steward's. Confined. */
    private static final class Taken implements Consumer<StackWalker.StackFrame> {
        private final StackWalker.StackFrame[] frames = new StackWalker.StackFrame[Site.DEPTH];
        private int count;

        @Override
        public void accept(StackWalker.StackFrame frame) {
            if (count > 0 || !Site.isEngine(frame.getClassName())) {
                frames[count++] = frame;
            }
        }
    }

    /**
     * Where it led from.
     *
     * @return the site
     */
    public Site site() {
        Site known = site;
        if (known == null) {
            known = Site.of(List.of(frames));
            site = known;
        }
        return known;
    }
}
