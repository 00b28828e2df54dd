package dev.steward.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How many files the system lets this process open, and how many it has open. Linux tells both under {@code /proc}; where
 * nobody tells, there is no answer rather than a guess. Control groups do not count files, so there is no more to ask.
 * Stateless.
 */
public final class OpenFiles {
    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Path OPEN = Path.of("/proc/self/fd");
    private static final String ROW = "Max open files";

    private OpenFiles() {}

    /** The soft limit of this process, as {@code ulimit -n} shows it; empty when it is unlimited or unknown. */
    public static OptionalLong limit() {
        try {
            return Files.readAllLines(LIMITS).stream()
                    .filter(line -> line.startsWith(ROW))
                    .map(line -> line.substring(ROW.length()).strip().split("\\s+", -1)[0])
                    .filter(soft -> !soft.equals("unlimited"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | NumberFormatException unknown) {
            return OptionalLong.empty();
        }
    }

    /** How many descriptors this process has now; empty when it is unknown. */
    public static OptionalLong open() {
        try (Stream<Path> open = Files.list(OPEN)) {
            return OptionalLong.of(open.count());
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }
}
