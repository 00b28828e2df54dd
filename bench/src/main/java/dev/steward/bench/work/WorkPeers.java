package dev.steward.bench.work;

import dev.steward.bench.peer.Peers;
import dev.steward.work.Workers;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Executors by the names they have in every report. All of them hold back a submitter once so many tasks wait: the
 * workers and the thread pool by their bounded queue, the others, which have none, by a semaphore. Stateless.
 */
public final class WorkPeers {
    private WorkPeers() {}

    /** Who takes part, Steward first. */
    public static List<String> all() {
        return List.of(Peers.STEWARD, "ThreadPoolExecutor", "ForkJoinPool", Peers.VIRTUAL);
    }

    /** Who keeps results that are asked for later. */
    public static List<String> keepers() {
        return List.of(Peers.STEWARD, "ThreadPoolExecutor");
    }

    /** Opens one with so many threads and so many places for tasks that wait. */
    public static WorkPeer open(String name, int threads, int queue) {
        return switch (name) {
            case Peers.STEWARD -> workers(threads, queue);
            case "ThreadPoolExecutor" -> pool(threads, queue);
            case "ForkJoinPool" -> bounded(new ForkJoinPool(threads), threads + queue);
            case Peers.VIRTUAL -> bounded(virtualThreads(), threads + queue);
            default -> throw new IllegalArgumentException("no executor is called " + name);
        };
    }

    /** With all that it counts by itself, which cannot be turned off. */
    private static WorkPeer workers(int threads, int queue) {
        Workers workers =
                Workers.cpuBound("bench").threads(threads).queue(queue).build();
        return new WorkPeer() {
            @Override
            public void execute(Runnable task) {
                workers.execute(task);
            }

            @Override
            public void close() {
                workers.close(Duration.ofMinutes(1));
            }
        };
    }

    private static WorkPeer pool(int threads, int queue) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(queue),
                Executors.defaultThreadFactory(),
                WorkPeers::waitForAPlace);
        return executorService(pool);
    }

    private static void waitForAPlace(Runnable task, ThreadPoolExecutor pool) {
        try {
            pool.getQueue().put(task);
        } catch (InterruptedException e) {
            throw new RejectedExecutionException(e);
        }
    }

    private static WorkPeer executorService(ExecutorService service) {
        return new WorkPeer() {
            @Override
            public void execute(Runnable task) {
                service.execute(task);
            }

            @Override
            public void close() throws InterruptedException {
                service.shutdown();
                if (!service.awaitTermination(1, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("tasks are still running");
                }
            }
        };
    }

    private static WorkPeer bounded(ExecutorService service, int atOnce) {
        Semaphore places = new Semaphore(atOnce);
        WorkPeer unbounded = executorService(service);
        return new WorkPeer() {
            @Override
            public void execute(Runnable task) {
                places.acquireUninterruptibly();
                unbounded.execute(() -> {
                    try {
                        task.run();
                    } finally {
                        places.release();
                    }
                });
            }

            @Override
            public void close() throws InterruptedException {
                unbounded.close();
            }
        };
    }

    private static ExecutorService virtualThreads() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invokeExact();
        } catch (Throwable before21) {
            throw new IllegalStateException("virtual threads need Java 21 or later", before21);
        }
    }
}
