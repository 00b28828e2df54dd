package dev.steward.cli.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages of separated values. A clean page is read in one go; a page with anything wrong in it is read again record
 * by record, so that the good records are kept and the bad ones known by their own text. An empty value is null, quoted
 * or not. Immutable.
 */
final class CsvPages implements PageParser {
    private final Layout layout;
    private final Cutter cutter;
    private final int columns;

    CsvPages(Layout layout) {
        this.layout = layout;
        this.cutter = layout.cutter();
        this.columns = layout.columns().size();
    }

    @Override
    public ParsedPage parse(ByteBuffer page, Numbering numbers) {
        PageBytes bytes = PageBytes.of(page);
        Slices slices = Slices.of(cutter, bytes.array(), bytes.from(), bytes.to(), Integer.MAX_VALUE);
        List<Row> rows = allAtOnce(bytes, numbers, slices.count());
        return rows == null ? oneByOne(bytes, slices, numbers) : new ParsedPage(rows, new ArrayList<>());
    }

    /** The rows of a clean page, or null when there is anything wrong with it. */
    private @Nullable List<Row> allAtOnce(PageBytes bytes, Numbering numbers, int expected) {
        List<Row> rows = new ArrayList<>(expected);
        InputStreamReader text = new InputStreamReader(
                new ByteArrayInputStream(bytes.array(), bytes.from(), bytes.to() - bytes.from()),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
        try (CsvReader<CsvRecord> reader = builder().ofCsvRecord(text);
                CloseableIterator<CsvRecord> records = reader.iterator()) {
            while (records.hasNext()) {
                CsvRecord next = records.next();
                long number = numbers.at(rows.size());
                if (number == 0 || next.getFieldCount() != columns) {
                    return null;
                }
                rows.add(new Row(number, values(next)));
            }
        } catch (CsvParseException | IOException | UncheckedIOException wrong) {
            return null;
        }
        return rows.size() == expected ? rows : null;
    }

    private ParsedPage oneByOne(PageBytes bytes, Slices slices, Numbering numbers) {
        List<Row> rows = new ArrayList<>(slices.count());
        List<Reject> rejects = new ArrayList<>();
        for (int i = 0; i < slices.count(); i++) {
            int from = slices.start(i);
            int to = slices.end(i);
            String text = Utf8.strictly(bytes.array(), from, to);
            CsvRecord record = text == null ? null : single(text);
            if (record != null
                    && record.getFieldCount() == columns
                    && numbers.at(i) != 0
                    && !cutter.isBroken(bytes.array(), from, to)) {
                rows.add(new Row(numbers.at(i), values(record)));
            } else {
                rejects.add(new Reject(
                        numbers.at(i), reason(bytes, from, to, text, record), Utf8.leniently(bytes.array(), from, to)));
            }
        }
        return new ParsedPage(rows, rejects);
    }

    private String reason(PageBytes bytes, int from, int to, @Nullable String text, @Nullable CsvRecord record) {
        if (text == null) {
            return "not UTF-8";
        }
        if (record == null || cutter.isBroken(bytes.array(), from, to)) {
            return cutter.isBroken(bytes.array(), from, to)
                    ? "broken quotes: one is never closed, or text follows a closing one"
                    : "not readable as separated values";
        }
        return record.getFieldCount() == columns
                ? "behind the last record of its page"
                : record.getFieldCount() + " values where " + columns + " are expected";
    }

    private @Nullable CsvRecord single(String text) {
        try {
            return builder().ofSingleCsvRecord(text);
        } catch (CsvParseException wrong) {
            return null;
        }
    }

    /** Counting the values is left to this class: the reader would throw, and lose the record's place. */
    private CsvReader.CsvReaderBuilder builder() {
        return CsvReader.builder()
                .fieldSeparator(layout.separator())
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false);
    }

    private static @Nullable String[] values(CsvRecord record) {
        @Nullable String[] values = new String[record.getFieldCount()];
        for (int i = 0; i < values.length; i++) {
            String value = record.getField(i);
            values[i] = value.isEmpty() ? null : value;
        }
        return values;
    }
}
