package dev.steward.monitor;

import dev.steward.memwatch.OpenFileFigures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The process as a whole: what of it is managed, and what is not. Immutable.
 *
 * @param memory where its memory is, as of a second ago at most
 * @param files what it has open; empty on systems that do not tell
 * @param strays how many threads there are that nothing managed has started, by the pattern of their names
 * @param findings the last hundred things that should be looked at, the oldest first
 */
public record ProcessPage(
        ProcessMemory memory, Optional<OpenFileFigures> files, Map<String, Integer> strays, List<Finding> findings) {}
