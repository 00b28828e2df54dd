package dev.steward.cli.fault;

import java.util.Locale;

/** How much is to go wrong on purpose. */
public enum FaultMode {
    NONE,
    /** What every system meets: an error answer, a slow statement, a bad record. */
    SOME,
    /** All that a run survives however long it is, four times as often. */
    ALL,
    /** Leases that do not come back. */
    LEAK,
    /** Waits that cannot end. */
    DEADLOCK,
    /** Heap that is never given back. */
    HEAP_LEAK;

    /** Whether faults of this kind are done. */
    public boolean has(FaultKind kind) {
        return switch (this) {
            case NONE -> false;
            case SOME -> kind == FaultKind.HTTP_500 || kind == FaultKind.SLOW_STATEMENT || kind == FaultKind.BAD_ROW;
            case ALL -> kind != FaultKind.HEAP_LEAK;
            case LEAK -> kind == FaultKind.LEAKED_LEASE || kind == FaultKind.FORGOTTEN_LEASE;
            case DEADLOCK -> kind == FaultKind.DEADLOCK;
            case HEAP_LEAK -> kind == FaultKind.HEAP_LEAK;
        };
    }

    long shortestPeriod() {
        return this == SOME ? 40 : 10;
    }

    long mostPerKind() {
        return this == SOME ? 3 : 12;
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
