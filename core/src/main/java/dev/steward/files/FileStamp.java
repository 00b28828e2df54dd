package dev.steward.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether a path still names the file that was opened: identity, size and time of change. It is read before
 * the file is opened, so a file that is replaced in between gives a stamp that never matches again. Immutable.
 */
record FileStamp(@Nullable Object fileKey, long size, FileTime changed, boolean directory) {
    static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(
                attributes.fileKey(), attributes.size(), attributes.lastModifiedTime(), attributes.isDirectory());
    }

    boolean stillHolds(Path file) {
        try {
            return equals(of(file));
        } catch (IOException gone) {
            return false;
        }
    }
}
