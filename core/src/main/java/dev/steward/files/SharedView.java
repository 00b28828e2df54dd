package dev.steward.files;

import java.io.IOException;

/** A view as its pool sees it. */
sealed interface SharedView extends FileView permits ChannelView, MappedView {
    boolean holdsDescriptor();

    boolean isUsable();

    void discard() throws IOException;
}
