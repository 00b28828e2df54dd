package dev.steward.jdbc.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The network between a pool and its server. It forwards; or it is cut, so that lines break and new ones are refused;
 * or it is a black hole, in which lines stay open and nothing arrives, until it forwards again what was on its way; or
 * a new line is slow to open. Threadsafe.
 */
final class Relay implements AutoCloseable {
    private final ServerSocket entry;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final List<Thread> threads = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition passable = lock.newCondition();
    private volatile boolean cut;
    private volatile boolean blackHole;
    private volatile boolean closed;
    private volatile Duration opening = Duration.ZERO;

    private Relay(ServerSocket entry, int target) {
        this.entry = entry;
        this.target = target;
    }

    static Relay to(int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), target);
        relay.run("relay", relay::accept);
        return relay;
    }

    int port() {
        return entry.getLocalPort();
    }

    void forward() {
        cut = false;
        blackHole = false;
        opening = Duration.ZERO;
        wakeAll();
    }

    void cut() {
        cut = true;
        ends.forEach(Relay::reset);
        wakeAll();
    }

    void swallow() {
        blackHole = true;
    }

    void openSlowly(Duration delay) {
        opening = delay;
    }

    private void accept() throws IOException {
        while (!closed) {
            Socket client = entry.accept();
            ends.add(client);
            if (cut) {
                reset(client);
            } else {
                run("relay-line", () -> connect(client));
            }
        }
    }

    private void connect(Socket client) throws IOException {
        delay(opening);
        awaitPassable();
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), target);
        } catch (IOException refused) {
            reset(client);
            throw refused;
        }
        ends.add(server);
        if (cut || closed) {
            reset(server);
            reset(client);
            return;
        }
        run("relay-back", () -> pump(server, client));
        pump(client, server);
    }

    /** In one direction, until either end is closed. */
    private void pump(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[8192];
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitPassable();
                out.write(bytes, 0, read);
            }
            awaitPassable(); // The end of a line does not get through a black hole either.
        } finally {
            ends.remove(from);
            ends.remove(to);
        }
    }

    private void awaitPassable() {
        lock.lock();
        try {
            while (blackHole && !cut && !closed) {
                passable.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private void delay(Duration time) throws IOException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (left > 0 && !cut && !closed) {
                left = passable.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            throw new IOException("nobody interrupts the relay", e);
        } finally {
            lock.unlock();
        }
    }

    private void wakeAll() {
        lock.lock();
        try {
            passable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Without a farewell, as a line breaks. */
    private static void reset(Socket end) {
        try {
            end.setSoLinger(true, 0);
            end.close();
        } catch (SocketException closedAlready) {
            // Its other end was quicker.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(String name, Step step) {
        Thread thread = new Thread(
                () -> {
                    try {
                        step.run();
                    } catch (IOException lineBroken) {
                        // That is what it is for; both ends are closed by now, or at the end.
                    }
                },
                name);
        thread.setDaemon(true);
        lock.lock();
        try {
            threads.removeIf(each -> !each.isAlive() && each.getState() == Thread.State.TERMINATED);
            threads.add(thread);
        } finally {
            lock.unlock();
        }
        thread.start();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        entry.close();
        wakeAll();
        ends.forEach(Relay::reset);
        List<Thread> left;
        lock.lock();
        try {
            left = List.copyOf(threads);
        } finally {
            lock.unlock();
        }
        for (Thread thread : left) {
            try {
                TimeUnit.SECONDS.timedJoin(thread, 10);
            } catch (InterruptedException e) {
                throw new IOException("interrupted while the relay ends", e);
            }
        }
    }

    /** What one of its threads does. */
    private interface Step {
        void run() throws IOException;
    }
}
