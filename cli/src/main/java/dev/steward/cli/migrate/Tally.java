package dev.steward.cli.migrate;

import dev.steward.cli.load.LoadPage;
import java.util.concurrent.atomic.LongAdder;

/** What this run has committed, summed at the source's end of the way. Threadsafe. */
final class Tally {
    private final LongAdder loaded = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder injected = new LongAdder();
    private final LongAdder checksum = new LongAdder();

    void add(LoadPage page) {
        loaded.add(page.rows().size());
        rejected.add(page.rejects().size());
        injected.add(page.injected());
        checksum.add(page.checksum());
    }

    long loaded() {
        return loaded.sum();
    }

    long rejected() {
        return rejected.sum();
    }

    long injected() {
        return injected.sum();
    }

    long checksum() {
        return checksum.sum();
    }
}
