package dev.steward.work;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How what a durable {@link WorkQueue} holds is turned into bytes and back. Immutable.
 *
 * @param encode to bytes
 * @param decode from bytes
 * @param <T> what is turned
 */
public record WorkCodec<T>(Function<? super T, byte[]> encode, Function<byte[], ? extends T> decode) {
    /** Text, in UTF-8. */
    public static final WorkCodec<String> TEXT = new WorkCodec<>(
            text -> text.getBytes(StandardCharsets.UTF_8), bytes -> new String(bytes, StandardCharsets.UTF_8));
}
