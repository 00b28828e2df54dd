package dev.steward.govern.signal;

import dev.steward.resource.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long tasks stood still for want of memory or processor, as Linux counts it (pressure stall information, PSI), in
 * the last ten seconds. The scale goes through the two figures that monitoring of PSI commonly begins with: some task
 * stalled for 10 % of the time is {@code ELEVATED}, all of them for 5 % is {@code CRITICAL}. That only some stall, however
 * often, does not lead beyond {@link Demand#BUSY}. Where the system does not count, there is no pressure.
 */
final class Stall implements Signal {
    private static final double ELEVATED = 0.75;
    private static final double ELEVATED_SOME = 10;
    private static final double CRITICAL = 0.92;
    private static final double CRITICAL_FULL = 5;
    private static final double END_FULL = 20;

    private final Kind kind;
    private final Path file;

    Stall(Kind kind, Path file) {
        this.kind = kind;
        this.file = file;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return "stall in " + file;
    }

    @Override
    public Reading read() {
        double some = 0;
        double full = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("some")) {
                    some = average(line);
                } else if (line.startsWith("full")) {
                    full = average(line);
                }
            }
        } catch (IOException | NumberFormatException notCounted) {
            return Reading.NONE;
        }
        return new Reading(
                Math.max(ofSome(some), ofFull(full)),
                String.format(Locale.ROOT, "some task stalled %.2f %%, all tasks %.2f %% of 10 s", some, full));
    }

    private static double ofSome(double percent) {
        return Math.min(Demand.BUSY, ELEVATED * percent / ELEVATED_SOME);
    }

    private static double ofFull(double percent) {
        return percent <= CRITICAL_FULL
                ? CRITICAL * percent / CRITICAL_FULL
                : Math.min(1, CRITICAL + (1 - CRITICAL) * (percent - CRITICAL_FULL) / (END_FULL - CRITICAL_FULL));
    }

    /** The value of {@code avg10} in a line such as {@code some avg10=0.12 avg60=0.03 avg300=0.00 total=4711}. */
    private static double average(String line) {
        int begin = line.indexOf("avg10=") + "avg10=".length();
        return Double.parseDouble(line.substring(begin, line.indexOf(' ', begin)));
    }
}
