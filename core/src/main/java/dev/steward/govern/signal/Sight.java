package dev.steward.govern.signal;

import dev.steward.resource.Managed;
import dev.steward.resource.Usage;

/**
 * One managed thing as the governor saw it at its last look. Each is asked once a look, whoever then wants to know.
 *
 * @param thing the thing
 * @param usage its figures
 */
public record Sight(Managed thing, Usage usage) {}
