package dev.steward.files;

import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A channel for reading that can be used again, and what it was opened on. Immutable, but for the channel. */
record OpenFile(Path path, FileChannel channel, FileStamp stamp) {
    boolean isCurrent() {
        return channel.isOpen() && stamp.stillHolds(path);
    }
}
