package dev.steward.cli.source;

/** What is to be migrated, as far as it is known beforehand. Implementations are immutable. */
public interface PagePlan {
    /** The number of pages or records when it is not known beforehand. */
    long UNKNOWN = Long.MAX_VALUE;

    /** How the source is laid out. */
    Layout layout();

    /** The source in a few words, for people; never with a password. */
    String description();

    /** What tells this source, cut this way, from any other. */
    String fingerprint();

    /** How many pages there are, or {@link #UNKNOWN}. */
    long pages();

    /** How many records there are, or {@link #UNKNOWN}. */
    long records();

    /** The ordinals of a page's records. */
    Numbering numbering(long page);

    /** The page that a record is on, by its ordinal. */
    long pageOf(long number);
}
