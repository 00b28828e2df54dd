package dev.steward.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What a process pool was built with; each is described where the builder sets it. Immutable. */
record ProcessOptions(
        String name,
        List<String> command,
        Map<String, String> environment,
        @Nullable Path directory,
        Framing framing,
        Duration requestTimeout,
        int maxAnswer,
        int errorsKept,
        @Nullable Long memoryLimit,
        @Nullable HealthCheck healthCheck,
        Duration grace) {

    /** A request that a healthy child answers well. */
    @SuppressWarnings("ArrayRecordComponent") // It is carried, never compared.
    record HealthCheck(byte[] request, Predicate<byte[]> healthy, Duration timeout) {}
}
