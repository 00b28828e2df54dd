package dev.steward.govern;

import dev.steward.govern.signal.Signal;
import java.util.List;
import java.util.function.LongSupplier;

/** What a governor was built with. Immutable. */
record GovernorOptions(
        boolean responds,
        List<Signal> signals,
        double warnAt,
        double criticalAt,
        List<AlertListener> listeners,
        LongSupplier nanos) {}
