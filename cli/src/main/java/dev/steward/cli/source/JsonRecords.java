package dev.steward.cli.source;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON objects as flat records. Numbers keep the digits they are written with, a nested value stays JSON text.
 * Stateless.
 */
final class JsonRecords {
    static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build();

    private JsonRecords() {}

    /** Why an object is no record. */
    static final class NoRecordException extends Exception {
        private static final long serialVersionUID = 1L;

        NoRecordException(String reason) {
            super(reason);
        }
    }

    /** The fields of the object that the text is. */
    static Map<String, @Nullable String> read(String text) throws NoRecordException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new NoRecordException("not a JSON object");
            }
            Map<String, @Nullable String> fields = fields(parser);
            if (parser.nextToken() != null) {
                throw new NoRecordException("more follows the JSON object on its line");
            }
            return fields;
        } catch (JacksonException wrong) {
            throw new NoRecordException("not JSON: " + wrong.getOriginalMessage());
        }
    }

    private static Map<String, @Nullable String> fields(JsonParser parser) {
        Map<String, @Nullable String> fields = new LinkedHashMap<>();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            JsonToken token = parser.nextToken();
            fields.put(
                    name,
                    switch (token) {
                        case VALUE_NULL -> null;
                        case START_OBJECT, START_ARRAY ->
                            parser.<JsonNode>readValueAsTree().toString();
                        default -> parser.getString();
                    });
        }
        return fields;
    }

    /** The fields in the order of the columns; a column that the object lacks is null. */
    static @Nullable String[] values(Map<String, @Nullable String> fields, List<String> columns)
            throws NoRecordException {
        @Nullable String[] values = new String[columns.size()];
        int found = 0;
        for (int i = 0; i < values.length; i++) {
            String column = columns.get(i);
            if (fields.containsKey(column)) {
                values[i] = fields.get(column);
                found++;
            }
        }
        if (found < fields.size()) {
            String stranger = fields.keySet().stream()
                    .filter(name -> !columns.contains(name))
                    .findFirst()
                    .orElse("?");
            throw new NoRecordException("the field \"" + stranger + "\" is not among the columns");
        }
        return values;
    }
}
