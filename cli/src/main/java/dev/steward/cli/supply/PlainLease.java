package dev.steward.cli.supply;

import dev.steward.resource.Lease;

/**
 * What nobody has to give back, in the form of a lease, so that the code that uses it is the same. Immutable.
 *
 * @param get what is used
 * @param <T> its type
 */
record PlainLease<T>(T get) implements Lease<T> {
    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public Lease<T> handOver(String holder) {
        return this;
    }

    @Override
    public Lease<T> handOver(Thread holder) {
        return this;
    }

    @Override
    public void invalidate() {}

    @Override
    public void close() {}
}
