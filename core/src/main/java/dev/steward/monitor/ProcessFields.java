package dev.steward.monitor;

import dev.steward.memwatch.OpenFileFigures;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the page of the process looks like in JSON. Stateless. */
public final class ProcessFields {
    private ProcessFields() {}

    /**
     * The page.
     *
     * @param page what is to be written
     * @return its fields, in the order in which they are written
     */
    public static Map<String, Object> of(ProcessPage page) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("memory", of(page.memory()));
        page.files().ifPresent(files -> fields.put("files", of(files)));
        fields.put("strayThreads", page.strays());
        fields.put("findings", page.findings().stream().map(ProcessFields::of).toList());
        return fields;
    }

    private static Map<String, @Nullable Object> of(ProcessMemory memory) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("resident", orNull(memory.resident()));
        fields.put("parts", memory.parts().stream().map(ProcessFields::of).toList());
        fields.put("unexplained", memory.unexplained());
        memory.container().ifPresent(container -> fields.put("container", of(container)));
        return fields;
    }

    private static Map<String, @Nullable Object> of(ProcessMemory.Part part) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", part.name());
        fields.put("asked", orNull(part.asked()));
        fields.put("resident", part.resident());
        return fields;
    }

    private static Map<String, @Nullable Object> of(ContainerMemory container) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("version", container.version());
        fields.put("limit", orNull(container.limit()));
        fields.put("throttle", orNull(container.throttle()));
        fields.put("used", orNull(container.used()));
        fields.put("workingSet", orNull(container.workingSet()));
        fields.put("swapLimit", orNull(container.swapLimit()));
        fields.put("kills", orNull(container.kills()));
        return fields;
    }

    private static Map<String, @Nullable Object> of(OpenFileFigures files) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("open", files.open());
        fields.put("limit", orNull(files.limit()));
        fields.put("bySort", files.bySort());
        fields.put(
                "topDirectories",
                files.topDirectories().stream().map(ProcessFields::of).toList());
        fields.put("leased", files.leased());
        return fields;
    }

    private static Map<String, Object> of(OpenFileFigures.Directory directory) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", directory.path());
        fields.put("open", directory.open());
        return fields;
    }

    private static Map<String, Object> of(Finding finding) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("at", finding.at());
        fields.put("about", finding.about());
        fields.put("text", finding.text());
        return fields;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }
}
