package dev.steward.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;

/** Reads the error output of a child to its end, so that the child is never held up by it, and keeps the last of it. */
final class ErrorTail implements Runnable {
    private final InputStream errors;
    private final byte[] ring;
    private final ReentrantLock lock = new ReentrantLock();
    private long written;

    ErrorTail(InputStream errors, int kept) {
        this.errors = errors;
        this.ring = new byte[kept];
    }

    @Override
    public void run() {
        byte[] some = new byte[4096];
        try (errors) {
            for (int count = errors.read(some); count >= 0; count = errors.read(some)) {
                keep(some, count);
            }
        } catch (IOException closed) {
            // The child was killed; what it had written is here.
        }
    }

    private void keep(byte[] some, int count) {
        lock.lock();
        try {
            for (int i = 0; i < count && ring.length > 0; i++) {
                ring[(int) (written++ % ring.length)] = some[i];
            }
        } finally {
            lock.unlock();
        }
    }

    String text() {
        lock.lock();
        try {
            int length = (int) Math.min(written, ring.length);
            byte[] last = new byte[length];
            for (int i = 0; i < length; i++) {
                last[i] = ring[(int) ((written - length + i) % ring.length)];
            }
            return new String(last, StandardCharsets.UTF_8).strip();
        } finally {
            lock.unlock();
        }
    }
}
