package dev.steward.files;

/** One open file and its readers. All but the view and the stamp is guarded by the lock of {@link SharedFiles}. */
final class SharedFile {
    final SharedView view;
    final FileStamp stamp;
    long checkedNanos;
    int readers = 1;
    boolean outdated;
    long idleSince;

    SharedFile(SharedView view, FileStamp stamp, long now) {
        this.view = view;
        this.stamp = stamp;
        this.checkedNanos = now;
    }
}
