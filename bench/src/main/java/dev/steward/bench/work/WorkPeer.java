package dev.steward.bench.work;

/** An executor that holds back its submitters when it has enough to do. Threadsafe. */
public interface WorkPeer {
    void execute(Runnable task);

    /** Takes no more, and waits until all that was taken has run. */
    void close() throws InterruptedException;
}
