package dev.steward.memwatch;

import dev.steward.platform.Calls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedObject;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * Where old objects of some classes were allocated, from the flight recordings that run. None is started for this: whether
 * to record is up to who runs the program. Stateless.
 */
final class FlightSamples {
    private static final System.Logger LOG = System.getLogger(HeapWatch.class.getName());
    private static final String EVENT = "jdk.OldObjectSample";
    private static final boolean AVAILABLE =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();
    private static final int MOST = 10;

    private FlightSamples() {}

    static List<String> of(List<ClassGrowth> growth) {
        // Asking whether it is initialized does not initialize it, which would cost memory and time.
        return AVAILABLE && FlightRecorder.isInitialized()
                ? read(growth.stream().map(ClassGrowth::type).collect(Collectors.toSet()))
                : List.of();
    }

    private static List<String> read(Set<String> types) {
        List<String> samples = new ArrayList<>();
        for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
            if (recording.getState() != RecordingState.RUNNING
                    || !"true".equals(recording.getSettings().get(EVENT + "#enabled"))) {
                continue;
            }
            try {
                Path file = Files.createTempFile("steward-old-objects", ".jfr");
                try {
                    recording.dump(file);
                    read(file, types, samples);
                } finally {
                    Files.delete(file);
                }
            } catch (IOException unreadable) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "a flight recording could not be read, and is left out",
                        unreadable);
            }
        }
        return samples;
    }

    private static void read(Path file, Set<String> types, List<String> samples) throws IOException {
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents() && samples.size() < MOST) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(EVENT)
                        && event.getValue("object") instanceof RecordedObject object
                        && object.getValue("type") instanceof RecordedClass type
                        && types.contains(type.getName())) {
                    String sample = "an old " + type.getName() + " was allocated at " + siteOf(event.getStackTrace());
                    if (!samples.contains(sample)) {
                        samples.add(sample);
                    }
                }
            }
        }
    }

    private static String siteOf(@Nullable RecordedStackTrace stack) {
        if (stack == null || stack.getFrames().isEmpty()) {
            return "an unknown place";
        }
        RecordedFrame frame = stack.getFrames().get(0);
        return Calls.plain(new StackTraceElement(
                        frame.getMethod().getType().getName(),
                        frame.getMethod().getName(),
                        null,
                        frame.getLineNumber()))
                .toString();
    }
}
