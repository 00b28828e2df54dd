package dev.steward.cli.source;

/** The formats records are read in. */
public enum Format {
    /** Separated values, RFC 4180, with any single-byte separator. */
    CSV("text/csv"),
    /** One JSON object a line. */
    NDJSON("application/x-ndjson"),
    /** One JSON array of objects; only as a page of an HTTP API. */
    JSON_ARRAY("application/json");

    private final String mediaType;

    Format(String mediaType) {
        this.mediaType = mediaType;
    }

    /** What a page of it is called in a Content-Type header. */
    public String mediaType() {
        return mediaType;
    }
}
