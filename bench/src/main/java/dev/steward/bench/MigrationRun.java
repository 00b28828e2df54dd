package dev.steward.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One run of {@code steward migrate}, in a process and a directory of its own.
 *
 * @param exitCode how it ended; 3 when the heap was full
 * @param recordsPerSecond how fast it loaded; 0 when it did not end well
 * @param lost records that are neither loaded nor rejected; -1 when it did not come to say so
 * @param lastWords the end of what it said
 */
record MigrationRun(int exitCode, double recordsPerSecond, long lost, String lastWords) {
    private static final String MAIN = "dev.steward.cli.Main";
    private static final int LINES_KEPT = 4;
    private static final long PATIENCE_SECONDS = 600;

    /** Runs it with a heap of this size. */
    static MigrationRun of(String heap, List<String> arguments) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("steward-bench");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Flags.of(heap, "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "migrate", "--headless", "--json"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        Thread end = new Thread(process::destroyForcibly, "end of the migration");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return read(process);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(end);
            delete(directory);
        }
    }

    private static MigrationRun read(Process process) throws IOException, InterruptedException {
        List<String> last = new ArrayList<>();
        String json = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("{")) {
                    json = line;
                    continue;
                }
                last.add(line);
                if (last.size() > LINES_KEPT) {
                    last.remove(0);
                }
            }
        }
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IOException("the migration has closed its output and does not end");
        }
        boolean ended = process.exitValue() == 0;
        return new MigrationRun(
                process.exitValue(),
                ended ? figure(json, "recordsPerSecond") : 0,
                json.isEmpty() ? -1 : (long) figure(json, "lost"),
                String.join(" | ", last));
    }

    private static double figure(String json, String name) throws IOException {
        Matcher figure = Pattern.compile("\"" + name + "\":(-?[0-9.]+)").matcher(json);
        if (!figure.find()) {
            throw new IOException("the migration does not tell its " + name + ": " + json);
        }
        return Double.parseDouble(figure.group(1));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            });
        }
    }
}
