package dev.steward.cli.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.steward.cli.refuse.Refusal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds out from its beginning how a source is laid out: format, separator, header. Each rule is one a reader can
 * check by eye, and what was found is said in the report. Stateless.
 */
public final class Detection {
    /** How much of a source is looked at. */
    public static final int SAMPLE_BYTES = 64 * 1024;

    private static final char[] SEPARATORS = {',', ';', '\t', '|'};
    private static final int SAMPLE_RECORDS = 50;
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9][0-9.,:/ -]*([eE][+-]?[0-9]+)?");

    private Detection() {}

    /** How many bytes of a byte order mark the sample starts with. */
    public static int byteOrderMark(byte[] head) {
        return startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }

    /** Whether the sample starts as a gzip file does. */
    public static boolean isGzip(byte[] head) {
        return startsWith(head, 0x1F, 0x8B);
    }

    private static boolean startsWith(byte[] head, int... prefix) {
        for (int i = 0; i < prefix.length; i++) {
            if (head.length <= i || (head[i] & 0xFF) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    /**
     * The layout of a source.
     *
     * @param head its first bytes, without a byte order mark
     * @param whole whether these are all its bytes
     * @param name what it is called, for messages; its ending decides where the content leaves a doubt
     * @throws Refusal when it is nothing that can be migrated
     */
    public static Layout of(byte[] head, boolean whole, String name) {
        refuseOtherThanText(head, name);
        int first = Cutter.skipBlank(head, 0, head.length);
        if (first == head.length) {
            throw Refusal.usage(name + " is empty: give a CSV or NDJSON file that has records.");
        }
        String ending = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        boolean named = ending.endsWith(".ndjson") || ending.endsWith(".jsonl");
        if (named || (head[first] == '{' && !ending.endsWith(".csv"))) {
            return new Layout(Format.NDJSON, ',', false, List.of());
        }
        if (head[first] == '[' && ending.endsWith(".json")) {
            throw Refusal.usage(name + " is one JSON array, which cannot be cut into pages: write one object a line"
                    + " (for example: jq -c '.[]' file.json > file.ndjson).");
        }
        return csv(head, whole);
    }

    private static void refuseOtherThanText(byte[] head, String name) {
        if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            throw Refusal.usage(name + " is UTF-16: convert it first (for example: iconv -f UTF-16 -t UTF-8).");
        }
        for (byte next : head) {
            if (next >= 0 && next < ' ' && next != '\n' && next != '\r' && next != '\t' && next != '\f') {
                throw Refusal.usage(
                        name + " is binary, not text: give a CSV or NDJSON file, plain or gzip-compressed.");
            }
        }
    }

    private static Layout csv(byte[] head, boolean whole) {
        char best = SEPARATORS[0];
        double bestScore = 0;
        for (char separator : SEPARATORS) {
            double score = score(sample(head, whole, separator));
            if (score > bestScore) {
                best = separator;
                bestScore = score;
            }
        }
        List<List<String>> records = sample(head, whole, best);
        List<String> first = records.isEmpty() ? List.of("") : records.get(0);
        boolean header = records.size() > 0 && isHeader(first);
        List<String> columns = new ArrayList<>();
        for (int i = 0; i < first.size(); i++) {
            columns.add(header ? first.get(i).strip() : "column_" + (i + 1));
        }
        return new Layout(Format.CSV, best, header, columns);
    }

    /** The share of records that have the most frequent number of values, and that number to break ties. */
    private static double score(List<List<String>> records) {
        Map<Integer, Integer> frequencies = new HashMap<>();
        records.forEach(record -> frequencies.merge(record.size(), 1, Integer::sum));
        return frequencies.entrySet().stream()
                .filter(entry -> entry.getKey() > 1)
                .mapToDouble(entry -> (double) entry.getValue() / records.size() + entry.getKey() / 1e6)
                .max()
                .orElse(0);
    }

    /** A header has a name for each column, each name once, and none that is a number. */
    private static boolean isHeader(List<String> first) {
        return new HashSet<>(first).size() == first.size()
                && first.stream()
                        .noneMatch(name ->
                                name.isBlank() || NUMBER.matcher(name.strip()).matches());
    }

    private static List<List<String>> sample(byte[] head, boolean whole, char separator) {
        CsvCutter cutter = new CsvCutter(separator);
        List<List<String>> records = new ArrayList<>();
        int at = Cutter.skipBlank(head, 0, head.length);
        while (at < head.length && records.size() < SAMPLE_RECORDS) {
            int end = cutter.end(head, at, head.length, whole);
            if (end == Cutter.MORE) {
                end = records.isEmpty() ? head.length : Cutter.MORE;
            }
            if (end == Cutter.MORE) {
                break;
            }
            records.add(values(Utf8.leniently(head, at, end), separator));
            at = Cutter.skipBlank(head, end, head.length);
        }
        return records;
    }

    static List<String> values(String record, char separator) {
        try {
            return CsvReader.builder()
                    .fieldSeparator(separator)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .ofSingleCsvRecord(record)
                    .getFields();
        } catch (CsvParseException broken) {
            return Arrays.asList(record.split(Pattern.quote(String.valueOf(separator)), -1));
        }
    }
}
