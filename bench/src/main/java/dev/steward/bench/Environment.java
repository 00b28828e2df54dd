package dev.steward.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and when the figures were taken; without that they mean nothing. Immutable. */
public record Environment(String date, String commit, String java, String processor, int processors, String system) {
    static Environment here() {
        return new Environment(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                System.getProperty("steward.bench.commit", "unknown"),
                System.getProperty("java.vendor", "") + " " + Runtime.version(),
                processorModel(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private static String processorModel() {
        try {
            return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                    .filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException notLinux) {
            return "unknown";
        }
    }

    public Map<String, Object> asMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("date", date);
        map.put("commit", commit);
        map.put("java", java);
        map.put("processor", processor);
        map.put("processors", processors);
        map.put("system", system);
        return map;
    }

    public String sentence() {
        return date + ", commit " + commit + ", Java " + java + ", " + processors + " processors (" + processor + "), "
                + system;
    }
}
