package dev.steward.cli.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Decoding that says when the bytes are not UTF-8, where {@code new String} would put replacement characters. */
final class Utf8 {
    private Utf8() {}

    /** The text, or null when the bytes are not UTF-8. */
    static @Nullable String strictly(byte[] bytes, int from, int to) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return null;
        }
    }

    /** The text without its line end, with a replacement character where the bytes are not UTF-8. */
    static String leniently(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
            end--;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
