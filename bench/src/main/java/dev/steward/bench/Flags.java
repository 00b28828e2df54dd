package dev.steward.bench;

import java.util.ArrayList;
import java.util.List;

/** The options of the virtual machines that measure. The same for every competitor. Stateless. */
public final class Flags {
    private static final String NO_LOG = "org.slf4j.nop.NOPServiceProvider";

    private Flags() {}

    public static List<String> of(String heap, String... more) {
        List<String> flags = new ArrayList<>(List.of("-Xms" + heap, "-Xmx" + heap, "-Dslf4j.provider=" + NO_LOG));
        flags.addAll(List.of(more));
        int java = Runtime.version().feature();
        if (java >= 22) {
            flags.add("--enable-native-access=ALL-UNNAMED");
        }
        if (java >= 23) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
