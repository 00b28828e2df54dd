package dev.steward.bench;

import java.io.IOException;
import java.util.List;

/** How often files are opened, or read, with fewer handles than files, by {@link FileReads}. */
record FilesGauge(int files, int handles, boolean reading) implements Gauge {
    @Override
    public Sample measure(String peer, boolean quick) throws IOException, InterruptedException {
        return Fork.run(
                FileReads.class,
                Flags.of("1g", "-XX:+UseG1GC"),
                List.of(
                        peer,
                        String.valueOf(files),
                        String.valueOf(handles),
                        String.valueOf(reading),
                        String.valueOf(quick)));
    }
}
