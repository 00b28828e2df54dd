package dev.steward.cli.source;

import dev.steward.cli.source.JsonRecords.NoRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads pages that are one JSON array of objects, as HTTP APIs give them. Immutable. */
final class JsonArrayPages implements PageParser {
    private final List<String> columns;

    JsonArrayPages(List<String> columns) {
        this.columns = columns;
    }

    @Override
    public ParsedPage parse(ByteBuffer page, Numbering numbers) {
        List<Row> rows = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        int position = 0;
        for (String element : elements(page)) {
            long number = numbers.at(position++);
            try {
                rows.add(new Row(number, JsonRecords.values(JsonRecords.read(element), columns)));
            } catch (NoRecordException wrong) {
                rejects.add(new Reject(number, String.valueOf(wrong.getMessage()), element));
            }
        }
        return new ParsedPage(rows, rejects);
    }

    /** The elements as text; a page that is no array at all is one bad element. */
    static List<String> elements(ByteBuffer page) {
        PageBytes bytes = PageBytes.of(page);
        try {
            JsonNode root = JsonRecords.MAPPER.readTree(bytes.array(), bytes.from(), bytes.to() - bytes.from());
            if (root.isArray()) {
                List<String> elements = new ArrayList<>(root.size());
                root.forEach(element -> elements.add(element.toString()));
                return elements;
            }
        } catch (JacksonException noJson) {
            // Shown as the one bad element that it is.
        }
        return List.of(Utf8.leniently(bytes.array(), bytes.from(), bytes.to()));
    }
}
