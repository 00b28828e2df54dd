package dev.steward.resource;

/** Something was asked for by its kind, and neither is that kind limited nor is anything of it managed. */
public final class UnmanagedKindException extends ResourceException {
    private static final long serialVersionUID = 1L;

    private final transient Kind kind;

    /**
     * Says what there is.
     *
     * @param kind what was asked for
     * @param known which kinds there are, in words; empty when there are none
     */
    public UnmanagedKindException(Kind kind, String known) {
        super(
                kind.name(),
                "nothing of the kind " + kind + " is managed, and it has no limit; there is "
                        + (known.isEmpty() ? "nothing yet" : known)
                        + "; next: manage something of that kind, or give it a limit",
                null);
        this.kind = kind;
    }

    /**
     * What was asked for.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }
}
