package dev.steward.cli.migrate;

import dev.steward.cli.fault.FaultKind;
import dev.steward.cli.fault.Faults;
import dev.steward.cli.load.Dialect;
import dev.steward.cli.load.LoadPage;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.FilePlan;
import dev.steward.cli.source.Layout;
import dev.steward.cli.source.Numbering;
import dev.steward.cli.source.PageParser;
import dev.steward.cli.source.PagePlan;
import dev.steward.cli.source.ParsedPage;
import dev.steward.cli.source.Reject;
import dev.steward.cli.source.Row;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the CPU workers do with a page: parse, check against what is expected, look up. Immutable, threadsafe. */
final class PageReading {
    private static final int BYTES_PER_ROW = 96;
    private static final int BYTES_PER_VALUE = 48;

    private final PagePlan plan;
    private final PageParser parser;
    private final PageStart start;
    private final Enrichment enrichment;
    private final Dialect dialect;
    private final Scratch scratch;
    private final Faults faults;

    PageReading(
            PagePlan plan, PageStart start, Enrichment enrichment, Dialect dialect, Scratch scratch, Faults faults) {
        this.plan = plan;
        this.parser = PageParser.of(plan.layout());
        this.start = start;
        this.enrichment = enrichment;
        this.dialect = dialect;
        this.scratch = scratch;
        this.faults = faults;
    }

    /** About how much memory the page takes once it is parsed: texts are at most two bytes a character, and objects. */
    long memoryFor(long page, ByteBuffer bytes) {
        Layout layout = plan.layout();
        int columns = layout.columns().size() + enrichment.columns().size();
        return 2L * bytes.remaining()
                + plan.numbering(page).count() * (BYTES_PER_ROW + (long) columns * BYTES_PER_VALUE);
    }

    /** The page, ready to be loaded; null when it is empty, which ends a source whose length is not known. */
    @Nullable
    LoadPage read(long page, ByteBuffer bytes) {
        Numbering numbers = plan.numbering(page);
        ParsedPage parsed = scratch.with(page, bytes, content -> parser.parse(start.strip(content, page), numbers));
        long real = parsed.records()
                - parsed.rejects().stream()
                        .filter(reject -> reject.number() == 0)
                        .count();
        if (plan.records() == PagePlan.UNKNOWN && plan.pages() == PagePlan.UNKNOWN && parsed.records() == 0) {
            return null;
        }
        refuseUnexpectedCount(page, numbers, parsed, real);
        List<Row> rows = new ArrayList<>(parsed.rows().size());
        List<Reject> rejects = new ArrayList<>(parsed.rejects());
        for (Row row : parsed.rows()) {
            String objection = objection(row);
            if (objection.isEmpty()) {
                rows.add(enrichment.enriched(row));
            } else {
                rejects.add(new Reject(row.number(), objection, text(row)));
            }
        }
        if (faults.hasBadRow(page) && real < parsed.records()) {
            faults.done(FaultKind.BAD_ROW);
        }
        return new LoadPage(page, rows, rejects);
    }

    /** A page with fewer records than the index counted was damaged on its way; one with more would overlap the next. */
    private void refuseUnexpectedCount(long page, Numbering numbers, ParsedPage parsed, long real) {
        boolean exact = plan instanceof FilePlan;
        if (exact && real != numbers.count()) {
            throw Refusal.failure("page " + (page + 1) + " of " + plan.description() + " has " + real
                    + " records where " + numbers.count()
                    + " were counted: has the file changed meanwhile? Start again with --fresh.");
        }
        if (!exact && parsed.records() > numbers.count()) {
            throw Refusal.failure("page " + (page + 1) + " of " + plan.description() + " has " + parsed.records()
                    + " records, more than the " + numbers.count() + " of a page: give --page-size " + parsed.records()
                    + " or more.");
        }
    }

    private String objection(Row row) {
        for (int i = 0; i < row.size(); i++) {
            String value = row.value(i);
            String objection = value == null ? "" : dialect.objection(value);
            if (!objection.isEmpty()) {
                return plan.layout().columns().get(i) + " " + objection;
            }
        }
        return "";
    }

    private static String text(Row row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(i == 0 ? "" : " | ").append(row.value(i));
        }
        return text.toString();
    }
}
