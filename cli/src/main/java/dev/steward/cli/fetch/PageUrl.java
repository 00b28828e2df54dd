package dev.steward.cli.fetch;

import dev.steward.cli.refuse.Refusal;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * The URL of a page. A pattern has placeholders: {@code {page}} counts from 1, {@code {page0}} from 0, {@code {offset}}
 * is the number of records before the page, {@code {size}} the page size. A URL without any gets {@code page=N&size=M}
 * as query parameters. Immutable.
 */
public final class PageUrl {
    private final String pattern;
    private final int size;

    /**
     * A pattern.
     *
     * @param pattern the URL, with placeholders or without
     * @param size how many records a page is to have
     */
    public PageUrl(String pattern, int size) {
        boolean paged = pattern.contains("{page}") || pattern.contains("{page0}") || pattern.contains("{offset}");
        this.pattern = paged ? pattern : pattern + (pattern.contains("?") ? "&" : "?") + "page={page}&size={size}";
        this.size = size;
        of(0);
    }

    /** The URL of a page, numbered from 0. */
    public URI of(long page) {
        String url = pattern.replace("{page}", Long.toString(page + 1))
                .replace("{page0}", Long.toString(page))
                .replace("{offset}", Long.toString(page * size))
                .replace("{size}", Integer.toString(size));
        try {
            URI uri = new URI(url);
            if (uri.getHost() == null) {
                throw Refusal.usage(
                        "--source " + url + " has no host: give a URL such as http://host/records?page={page}");
            }
            return uri;
        } catch (URISyntaxException wrong) {
            throw Refusal.usage("--source " + url + " is no URL (" + wrong.getReason()
                    + "): give one such as http://host/records?page={page}");
        }
    }

    /** The pattern without user info, for people. */
    @Override
    public String toString() {
        return pattern.replaceFirst("//[^/@]*@", "//");
    }
}
