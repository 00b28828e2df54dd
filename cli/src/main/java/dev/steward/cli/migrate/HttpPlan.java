package dev.steward.cli.migrate;

import dev.steward.cli.source.Layout;
import dev.steward.cli.source.Numbering;
import dev.steward.cli.source.PagePlan;
import org.jspecify.annotations.Nullable;

/** The pages of somebody else's HTTP API, whose number shows only at the end. Immutable. */
final class HttpPlan implements PagePlan {
    private final Layout layout;
    private final String url;
    private final int stride;
    private final @Nullable Long wanted;

    /**
     * A plan.
     *
     * @param stride how many ordinals each page has: the page size, or the records of the first page if those are more
     * @param wanted how many records to take, null for all
     */
    HttpPlan(Layout layout, String url, int stride, @Nullable Long wanted) {
        this.layout = layout;
        this.url = url;
        this.stride = stride;
        this.wanted = wanted;
    }

    @Override
    public Layout layout() {
        return layout;
    }

    @Override
    public String description() {
        return url;
    }

    @Override
    public String fingerprint() {
        return "url:" + url + " page-size:" + stride + " records:" + (wanted == null ? "all" : wanted) + " columns:"
                + Integer.toHexString(layout.columns().hashCode());
    }

    @Override
    public long pages() {
        return wanted == null ? UNKNOWN : (wanted + stride - 1) / stride;
    }

    @Override
    public long records() {
        return UNKNOWN;
    }

    @Override
    public Numbering numbering(long page) {
        return new Numbering(page * stride + 1, stride);
    }

    @Override
    public long pageOf(long number) {
        return (number - 1) / stride;
    }
}
