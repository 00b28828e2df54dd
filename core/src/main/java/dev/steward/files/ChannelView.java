package dev.steward.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A file read through an open channel. Threadsafe, as positional reads are. */
record ChannelView(Path path, FileChannel channel) implements SharedView {
    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        return channel.read(into, position);
    }

    @Override
    public boolean holdsDescriptor() {
        return true;
    }

    @Override
    public boolean isUsable() {
        return channel.isOpen();
    }

    @Override
    public void discard() throws IOException {
        channel.close();
    }
}
