package dev.steward.jdbc;

import dev.steward.resource.Lease;
import java.util.ArrayList;
import java.util.List;

/** A lease that notes how it was ended. */
final class LeaseOfNothing implements Lease<PhysicalConnection> {
    final List<String> ends = new ArrayList<>();

    @Override
    public PhysicalConnection get() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return ends.isEmpty();
    }

    @Override
    public Lease<PhysicalConnection> handOver(String holder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Lease<PhysicalConnection> handOver(Thread holder) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void invalidate() {
        ends.add("invalidated");
    }

    @Override
    public void close() {
        ends.add("closed");
    }
}
