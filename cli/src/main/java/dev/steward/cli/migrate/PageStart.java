package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.source.Headers;
import dev.steward.cli.source.Layout;
import java.nio.ByteBuffer;

/** Takes the byte order mark and the header from the beginning of a page that is sent with them. Immutable. */
final class PageStart {
    private final Layout layout;
    private final boolean stripped;
    private final String description;

    /**
     * What pages begin with.
     *
     * @param sentWithHeader whether each page repeats the header of the layout
     */
    PageStart(Layout layout, boolean sentWithHeader, String description) {
        this.layout = layout;
        this.stripped = sentWithHeader && layout.header();
        this.description = description;
    }

    ByteBuffer strip(ByteBuffer page, long number) {
        if (!stripped) {
            return page;
        }
        ByteBuffer records = Headers.behind(page, layout);
        if (records == null) {
            throw Refusal.failure(
                    "page " + (number + 1) + " of " + description + " does not begin with the header of the"
                            + " first page: every CSV page must have the same columns.");
        }
        return records;
    }
}
