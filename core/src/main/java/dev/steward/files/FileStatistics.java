package dev.steward.files;

/**
 * What a {@link FilePool} did so far. Immutable.
 *
 * @param opened how many channels the system was asked for
 * @param reused how many leases were served with a channel that was idle
 * @param outdated how many idle channels were closed at reuse because their file had been replaced or changed
 * @param rescued how often the system had no file descriptor left and closing idle channels helped
 * @param mapped how many files are mapped for views now
 * @param staleCloses how often a lease was closed that was not open any more
 */
public record FileStatistics(long opened, long reused, long outdated, long rescued, long mapped, long staleCloses) {}
