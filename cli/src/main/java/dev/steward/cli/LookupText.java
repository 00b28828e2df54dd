package dev.steward.cli;

import dev.steward.cli.migrate.Order;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads COLUMN=FILE. */
final class LookupText implements ITypeConverter<Order.LookupFile> {
    @Override
    public Order.LookupFile convert(String value) {
        int at = value.indexOf('=');
        if (at < 1 || at == value.length() - 1) {
            throw new TypeConversionException("'" + value + "' is not COLUMN=FILE, such as country=countries.csv");
        }
        return new Order.LookupFile(value.substring(0, at), Path.of(value.substring(at + 1)));
    }
}
