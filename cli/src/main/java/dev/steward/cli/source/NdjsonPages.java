package dev.steward.cli.source;

import dev.steward.cli.source.JsonRecords.NoRecordException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reads pages of one JSON object a line. Immutable. */
final class NdjsonPages implements PageParser {
    private final List<String> columns;

    NdjsonPages(List<String> columns) {
        this.columns = columns;
    }

    @Override
    public ParsedPage parse(ByteBuffer page, Numbering numbers) {
        PageBytes bytes = PageBytes.of(page);
        Slices slices = Slices.of(new LineCutter(), bytes.array(), bytes.from(), bytes.to(), Integer.MAX_VALUE);
        List<Row> rows = new ArrayList<>(slices.count());
        List<Reject> rejects = new ArrayList<>();
        for (int i = 0; i < slices.count(); i++) {
            int from = slices.start(i);
            int to = slices.end(i);
            try {
                String text = Utf8.strictly(bytes.array(), from, to);
                if (text == null) {
                    throw new NoRecordException("not UTF-8");
                }
                if (numbers.at(i) == 0) {
                    throw new NoRecordException("behind the last record of its page");
                }
                rows.add(new Row(numbers.at(i), JsonRecords.values(JsonRecords.read(text), columns)));
            } catch (NoRecordException wrong) {
                String reason = String.valueOf(wrong.getMessage());
                rejects.add(new Reject(numbers.at(i), reason, Utf8.leniently(bytes.array(), from, to)));
            }
        }
        return new ParsedPage(rows, rejects);
    }
}
