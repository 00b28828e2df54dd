package dev.steward.files;

/** When what was appended to a file is forced onto the device, so that it survives a loss of power. */
public enum Durability {
    /** Whenever the system likes. What was flushed survives the end of the process, not that of the machine. */
    SYSTEM,

    /** When the lease is closed. */
    ON_CLOSE,

    /** With each flush, and when the lease is closed. */
    ON_FLUSH,

    /** With each write, before it returns. */
    EACH_WRITE
}
