package dev.steward.govern.advice;

import dev.steward.govern.history.Stretch;
import dev.steward.resource.Managed;
import java.util.Optional;

/** One rule, applied to one managed thing over the last day. Stateless. */
interface Rule {
    /** What follows for this thing, if anything. */
    Optional<Advice> apply(Managed thing, Stretch day);
}
