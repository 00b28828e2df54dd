package dev.steward.platform;

/** Calls on a stack, as they are shown to people. Stateless. */
public final class Calls {
    private Calls() {}

    /** The same call without the names of its class loader and module, which nobody searches for. */
    public static StackTraceElement plain(StackTraceElement call) {
        return new StackTraceElement(
                call.getClassName(), call.getMethodName(), call.getFileName(), call.getLineNumber());
    }
}
