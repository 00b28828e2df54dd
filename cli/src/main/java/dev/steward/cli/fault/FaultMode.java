package dev.steward.cli.fault;

/** How much is to go wrong on purpose. */
public enum FaultMode {
    NONE,
    /** What every system meets: an error answer, a slow statement, a bad record. */
    SOME,
    /** All of it, four times as often. */
    ALL;

    boolean has(FaultKind kind) {
        return switch (this) {
            case NONE -> false;
            case SOME -> kind == FaultKind.HTTP_500 || kind == FaultKind.SLOW_STATEMENT || kind == FaultKind.BAD_ROW;
            case ALL -> true;
        };
    }

    long shortestPeriod() {
        return this == ALL ? 10 : 40;
    }

    long mostPerKind() {
        return this == ALL ? 12 : 3;
    }
}
