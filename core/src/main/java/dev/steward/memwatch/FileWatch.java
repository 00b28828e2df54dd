package dev.steward.memwatch;

import dev.steward.platform.SystemFigures;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Looks at what the process has open, in {@code /proc/self/fd}: of what sort, where, against the limit, and whether it
 * grows. Files that are leased are told from those that somebody opened alone. One look reads one link for each descriptor.
 * Its owner calls it, every few seconds. Threadsafe.
 */
public final class FileWatch {
    private static final System.Logger LOG = System.getLogger(FileWatch.class.getName());
    private static final int DIRECTORIES_TOLD = 5;
    private static final String DELETED = " (deleted)";

    /** What is open has grown when there is so much more than at first, and twice as much. */
    private static final int GROWN_BY = 100;

    private static final double NEAR_LIMIT = 0.8;

    private final Supplier<List<Managed>> things;
    private final Path descriptors;
    private boolean missing;
    private int first = -1;
    private boolean nearLimit;

    /**
     * A watch.
     *
     * @param things what is managed, of which the leases of files are joined in
     */
    public FileWatch(Supplier<List<Managed>> things) {
        this(things, Path.of("/proc/self/fd"));
    }

    FileWatch(Supplier<List<Managed>> things, Path descriptors) {
        this.things = things;
        this.descriptors = descriptors;
    }

    /**
     * What is open now.
     *
     * @return the figures; empty on systems that do not tell, which is logged once
     */
    public synchronized Optional<OpenFileFigures> figures() {
        List<String> targets;
        try {
            targets = targets();
        } catch (IOException | DirectoryIteratorException unreadable) {
            if (!missing) {
                missing = true;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "what is open cannot be seen here (" + unreadable + "): open files are not watched");
            }
            return Optional.empty();
        }
        Set<String> leased = new HashSet<>();
        for (Managed thing : things.get()) {
            if (thing.kind().equals(Kind.FILES)) {
                thing.holdings().forEach(holding -> leased.add(holding.label()));
            }
        }
        Map<String, Integer> bySort = new TreeMap<>();
        Map<String, Integer> byDirectory = new TreeMap<>();
        int known = 0;
        for (String target : targets) {
            String sort = sortOf(target);
            bySort.merge(sort, 1, Integer::sum);
            if (sort.contains("file")) {
                byDirectory.merge(directoryOf(target), 1, Integer::sum);
                known += leased.contains(target) ? 1 : 0;
            }
        }
        OptionalLong limit = SystemFigures.mostFiles();
        return Optional.of(new OpenFileFigures(targets.size(), limit, bySort, top(byDirectory), known));
    }

    private List<String> targets() throws IOException {
        List<String> targets = new ArrayList<>();
        try (DirectoryStream<Path> links = Files.newDirectoryStream(descriptors)) {
            for (Path link : links) {
                try {
                    targets.add(Files.readSymbolicLink(link).toString());
                } catch (IOException closedMeanwhile) {
                    LOG.log(System.Logger.Level.DEBUG, "closed while it was looked at: " + link);
                }
            }
        }
        return targets;
    }

    static String sortOf(String target) {
        if (target.startsWith("socket:")) {
            return "socket";
        }
        if (target.startsWith("pipe:")) {
            return "pipe";
        }
        if (target.startsWith("/dev/")) {
            return "device";
        }
        if (target.endsWith(DELETED)) {
            return "deleted file";
        }
        return target.startsWith("/") ? "file" : "other";
    }

    private static String directoryOf(String target) {
        int end = target.lastIndexOf('/');
        return end <= 0 ? "/" : target.substring(0, end);
    }

    private static List<OpenFileFigures.Directory> top(Map<String, Integer> byDirectory) {
        return byDirectory.entrySet().stream()
                .map(entry -> new OpenFileFigures.Directory(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(OpenFileFigures.Directory::open).reversed())
                .limit(DIRECTORIES_TOLD)
                .toList();
    }

    /**
     * Looks once, for growth and for the limit.
     *
     * @return what is new since the look before, in words; each is returned once
     */
    public synchronized List<String> look() {
        Optional<OpenFileFigures> seen = figures();
        if (seen.isEmpty()) {
            return List.of();
        }
        OpenFileFigures now = seen.get();
        List<String> findings = new ArrayList<>();
        if (first < 0) {
            first = now.open();
        } else if (now.open() >= first + GROWN_BY && now.open() >= 2 * first) {
            findings.add(now.open() + " descriptors are open, there were " + first + ": " + describe(now));
            first = now.open();
        }
        boolean near = now.limit().isPresent()
                && now.open() >= NEAR_LIMIT * now.limit().getAsLong();
        if (near && !nearLimit) {
            findings.add(
                    now.open() + " descriptors are open and " + now.limit().getAsLong() + " may be: " + describe(now));
        }
        nearLimit = near;
        return findings;
    }

    private static String describe(OpenFileFigures now) {
        return now.bySort() + ", most in " + now.topDirectories() + ", " + now.leased()
                + " of the files leased; next: close what was opened there";
    }
}
