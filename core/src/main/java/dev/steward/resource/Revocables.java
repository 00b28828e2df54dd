package dev.steward.resource;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who hold what can be taken back of one budget. Threadsafe; no lock is held while they are asked. */
final class Revocables {
    private final List<Revocable> holders = new CopyOnWriteArrayList<>();

    Revocable.Registration add(Revocable holder) {
        holders.add(holder);
        return () -> holders.remove(holder);
    }

    long amount() {
        long sum = 0;
        for (Revocable holder : holders) {
            sum += holder.revocable();
        }
        return sum;
    }

    long revoking() {
        long sum = 0;
        for (Revocable holder : holders) {
            sum += holder.revoking();
        }
        return sum;
    }

    long revoke(long amount) {
        List<Revocable> largestFirst = holders.stream()
                .sorted(Comparator.comparingLong(Revocable::revocable).reversed())
                .toList();
        long taken = 0;
        for (Revocable holder : largestFirst) {
            if (taken < amount) {
                taken += holder.revoke(amount - taken);
            }
        }
        return taken;
    }
}
