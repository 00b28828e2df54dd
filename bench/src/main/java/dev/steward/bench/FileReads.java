package dev.steward.bench;

import dev.steward.bench.files.FilePeer;
import dev.steward.bench.files.FilePeers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * The process that measures reading many files with few handles, on one thread, all of them in the page cache: what is
 * compared is the way to the data and not the disk. Every file is as likely as every other, so of 10,000 files and 256
 * handles hardly one finds its handle open. The second figure is for files of which a few are read far more often, as
 * is usual: the n-th of them 1/n times as often as the first.
 */
final class FileReads {
    private static final int BLOCK = 4096;
    private static final int BLOCKS = 4;

    private final FilePeer peer;
    private final List<Path> files;
    private final boolean reading;
    private final ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    private final SplittableRandom random = new SplittableRandom(4711);

    private FileReads(FilePeer peer, List<Path> files, boolean reading) {
        this.peer = peer;
        this.files = files;
        this.reading = reading;
    }

    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[1]);
        boolean quick = Boolean.parseBoolean(arguments[4]);
        Path directory = Files.createTempDirectory("steward-bench");
        try {
            List<Path> files = create(directory, count);
            FilePeer peer = FilePeers.open(arguments[0], count, Integer.parseInt(arguments[2]));
            FileReads reads = new FileReads(peer, files, Boolean.parseBoolean(arguments[3]));
            long millis = quick ? 500 : 1500;
            reads.eachOnce();
            reads.rate(false, millis);
            double even = reads.rate(false, millis);
            reads.rate(true, millis);
            Fork.tell(new Sample(even, reads.rate(true, millis), null));
        } finally {
            delete(directory, count);
        }
        System.exit(0);
    }

    private static List<Path> create(Path directory, int count) throws IOException {
        byte[] content = new byte[BLOCK * BLOCKS];
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            files.add(Files.write(directory.resolve("f" + i), content));
        }
        return files;
    }

    private static void delete(Path directory, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Files.deleteIfExists(directory.resolve("f" + i));
        }
        Files.delete(directory);
    }

    /** What is done with a file when it is seen first is not what is compared. */
    private void eachOnce() throws IOException {
        for (Path file : files) {
            for (int number = 0; number < BLOCKS; number++) {
                peer.read(file, (long) BLOCK * number, block.clear());
            }
        }
    }

    /** Turns in a millisecond. */
    private double rate(boolean skewed, long millis) throws IOException {
        long began = System.nanoTime();
        long until = began + TimeUnit.MILLISECONDS.toNanos(millis);
        long turns = 0;
        long now = began;
        while (now - until < 0) {
            for (int i = 0; i < 64; i++) {
                turn(files.get(skewed ? skewed() : random.nextInt(files.size())));
            }
            turns += 64;
            now = System.nanoTime();
        }
        return turns * 1e6 / (now - began);
    }

    private void turn(Path file) throws IOException {
        if (reading) {
            peer.read(file, (long) BLOCK * random.nextInt(BLOCKS), block.clear());
        } else {
            peer.open(file);
        }
    }

    /** The inverse of the distribution, which is close to a logarithm. */
    private int skewed() {
        return (int) Math.min(files.size() - 1, Math.pow(files.size(), random.nextDouble()) - 1);
    }
}
