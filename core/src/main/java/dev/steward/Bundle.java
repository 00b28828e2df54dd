package dev.steward;

import dev.steward.resource.Lease;
import dev.steward.resource.ResourceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Several leases of one thing as one, because what was asked for is more than one of them holds. It is as confined or
 * shared as they are. What is leased is the list of what they hold.
 */
final class Bundle implements Lease<List<?>> {
    private final List<Lease<?>> leases;

    Bundle(List<Lease<?>> leases) {
        this.leases = List.copyOf(leases);
    }

    @Override
    public List<?> get() {
        return leases.stream().map(Lease::get).toList();
    }

    @Override
    public boolean isOpen() {
        return leases.stream().allMatch(Lease::isOpen);
    }

    /** {@inheritDoc} All of them or none: when one is refused, those that were handed over before it are closed. */
    @Override
    public Lease<List<?>> handOver(String holder) {
        return handOver(lease -> lease.handOver(holder));
    }

    /** {@inheritDoc} All of them or none, as to a name. */
    @Override
    public Lease<List<?>> handOver(Thread holder) {
        return handOver(lease -> lease.handOver(holder));
    }

    private Lease<List<?>> handOver(Function<Lease<?>, Lease<?>> each) {
        List<Lease<?>> handedOver = new ArrayList<>();
        try {
            leases.forEach(lease -> handedOver.add(each.apply(lease)));
        } catch (ResourceException | IllegalArgumentException refused) {
            handedOver.forEach(Lease::close);
            throw refused;
        }
        return new Bundle(handedOver);
    }

    @Override
    public void invalidate() {
        each(Lease::invalidate);
    }

    @Override
    public void close() {
        each(Lease::close);
    }

    /** One that refuses keeps nobody from the others. */
    private void each(Consumer<Lease<?>> end) {
        @Nullable ResourceException first = null;
        for (Lease<?> lease : leases) {
            try {
                end.accept(lease);
            } catch (ResourceException refused) {
                if (first == null) {
                    first = refused;
                } else {
                    first.addSuppressed(refused);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
