package dev.steward.cli;

import dev.steward.cli.migrate.Squeeze;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads what a run is squeezed by. Stateless. */
final class SqueezeText implements ITypeConverter<Squeeze> {
    @Override
    public Squeeze convert(String value) {
        return Arrays.stream(Squeeze.values())
                .filter(squeeze -> squeeze.toString().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("\"" + value + "\" cannot be squeezed: expected one of "
                        + Arrays.stream(Squeeze.values()).map(Squeeze::toString).collect(Collectors.joining(", "))));
    }
}
