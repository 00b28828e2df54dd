package dev.steward.memwatch;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the process has open, as the system tells. Immutable.
 *
 * @param open how many descriptors
 * @param limit the most there may be, where the system tells
 * @param bySort how many of each sort: file, deleted file, socket, pipe, device, other
 * @param topDirectories the directories with the most open files
 * @param leased how many of the files are leased from something managed; the others somebody opened alone
 */
public record OpenFileFigures(
        int open, OptionalLong limit, Map<String, Integer> bySort, List<Directory> topDirectories, int leased) {
    /**
     * Open files in one directory.
     *
     * @param path the directory
     * @param open how many
     */
    public record Directory(String path, int open) {
        @Override
        public String toString() {
            return path + " (" + open + ")";
        }
    }
}
