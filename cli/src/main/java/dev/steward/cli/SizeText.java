package dev.steward.cli;

import dev.steward.resource.Bytes;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads 64m, 512k or 1g. */
final class SizeText implements ITypeConverter<Long> {
    @Override
    public Long convert(String value) {
        try {
            return Bytes.parse(value);
        } catch (IllegalArgumentException wrong) {
            throw new TypeConversionException(String.valueOf(wrong.getMessage()));
        }
    }
}
