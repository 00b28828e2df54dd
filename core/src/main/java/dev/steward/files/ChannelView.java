package dev.steward.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A file read through an open channel. Threadsafe, as positional reads are. */
final class ChannelView extends SharedFile {
    private final FileChannel channel;

    ChannelView(OpenFile file, long now) {
        super(file.path(), file.stamp(), now);
        this.channel = file.channel();
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    boolean holdsDescriptor() {
        return true;
    }

    @Override
    boolean isUsable() {
        return channel.isOpen();
    }

    @Override
    void discard() throws IOException {
        channel.close();
    }
}
