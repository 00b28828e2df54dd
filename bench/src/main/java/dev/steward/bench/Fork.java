package dev.steward.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A measuring process: runs the main method of a class in a fresh virtual machine and reads the one line in which it
 * tells its sample. The process ends with this one, however this one ends.
 */
final class Fork {
    private static final String MARK = "SAMPLE";
    private static final int LINES_KEPT = 12;

    private Fork() {}

    static Sample run(Class<?> main, List<String> flags, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread end = new Thread(process::destroyForcibly, "end of the fork");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return read(process);
        } finally {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private static Sample read(Process process) throws IOException, InterruptedException {
        Deque<String> last = new ArrayDeque<>();
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(MARK)) {
                    return parse(line);
                }
                last.addLast(line);
                if (last.size() > LINES_KEPT) {
                    last.removeFirst();
                }
            }
        }
        throw new IOException("the measuring process ended with code " + process.waitFor() + " and without a figure: "
                + String.join(" | ", last));
    }

    /** For the measuring process: says what it has measured. */
    static void tell(Sample sample) {
        System.out.println(format(sample));
    }

    static String format(Sample sample) {
        Fairness fairness = sample.fairness();
        return String.join(
                " ",
                MARK,
                String.valueOf(sample.value()),
                String.valueOf(sample.second()),
                fairness == null
                        ? "null"
                        : String.format(
                                Locale.ROOT,
                                "%f/%d/%d",
                                fairness.longestWaitMillis(),
                                fairness.fewest(),
                                fairness.most()));
    }

    static Sample parse(String line) {
        String[] words = line.split(" ", -1);
        String[] fairness = words[3].split("/", -1);
        return new Sample(
                Double.parseDouble(words[1]),
                words[2].equals("null") ? null : Double.valueOf(words[2]),
                fairness.length != 3
                        ? null
                        : new Fairness(
                                Double.parseDouble(fairness[0]),
                                Long.parseLong(fairness[1]),
                                Long.parseLong(fairness[2])));
    }
}
