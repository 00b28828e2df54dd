package dev.steward.work;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A store and the codecs for what goes into it; without a store, nothing is kept. Threadsafe as its store is. */
record Durable<P, R>(WorkStore store, WorkCodec<P> payloads, WorkCodec<R> results) {
    void add(Entry<P, R> entry) {
        store.add(new WorkStore.Open(entry.id, entry.priority, payloads.encode().apply(entry.payload)));
    }

    void finish(long id, WorkItem.State state, @Nullable R result, String failure) {
        byte[] bytes = result != null ? results.encode().apply(result) : failure.getBytes(StandardCharsets.UTF_8);
        store.finish(new WorkStore.Finished(id, state, bytes));
    }

    Entry<P, R> entry(WorkStore.Open open) {
        return new Entry<>(open.id(), payloads.decode().apply(open.payload()), open.priority());
    }

    WorkItem<R> outcome(WorkStore.Finished one) {
        boolean good = one.state() == WorkItem.State.DONE;
        Optional<R> result = good ? Optional.of(results.decode().apply(one.result())) : Optional.empty();
        Optional<String> failure = one.state() == WorkItem.State.FAILED
                ? Optional.of(new String(one.result(), StandardCharsets.UTF_8))
                : Optional.empty();
        return new WorkItem<>(one.id(), one.state(), 0, good ? 1.0 : 0.0, "", result, failure);
    }

    void forget(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            store.forget(ids);
        }
    }
}
