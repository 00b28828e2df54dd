package dev.steward.govern.admission;

import dev.steward.resource.Blueprint;
import dev.steward.resource.Budget;
import dev.steward.resource.Census;
import dev.steward.resource.Conflicts;
import dev.steward.resource.Kind;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Describes an {@link Admission}. Not threadsafe. */
public final class AdmissionBuilder implements Blueprint<Admission> {
    private static final int MOST = 100_000;

    private final String name;
    private int initial = 8;
    private int least = 1;
    private int most = 1_000;
    private int queue = 1_000;
    private @Nullable Duration patience;

    AdmissionBuilder(String name) {
        this.name = name;
    }

    /**
     * Bounds for the number of requests inside at once; what is best between them is learned.
     *
     * @param fewest the fewest, at least 1; 1 by default
     * @param first where to begin; 8 by default
     * @param largest the most; 1,000 by default
     * @return this builder
     */
    public AdmissionBuilder limit(int fewest, int first, int largest) {
        least = fewest;
        initial = first;
        most = largest;
        return this;
    }

    /**
     * A number of requests inside at once that is not learned.
     *
     * @param fixed how many
     * @return this builder
     */
    public AdmissionBuilder fixedLimit(int fixed) {
        return limit(fixed, fixed, fixed);
    }

    /**
     * How many may wait at the entry; beyond that the least critical is refused at once. 1,000 by default.
     *
     * @param length 0 for no queue
     * @return this builder
     */
    public AdmissionBuilder queue(int length) {
        queue = length;
        return this;
    }

    /**
     * How long a request may wait at the entry. One that cannot be served in that time, as things stand, is refused when it
     * arrives. By default half of what a request takes in calm, so that waiting never becomes most of an answer's time.
     *
     * @param longest zero does not wait
     * @return this builder
     */
    public AdmissionBuilder patience(Duration longest) {
        patience = longest;
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Kind kind() {
        return Admission.REQUESTS;
    }

    @Override
    public Admission buildWithin(Budget budget) {
        Conflicts conflicts = new Conflicts();
        conflicts.expectName(name);
        conflicts.expectKind(budget, kind());
        conflicts.expect(
                1 <= least && least <= initial && initial <= most && most <= MOST,
                "limit: must be 1 <= fewest <= first <= largest <= " + MOST + ", got " + least + ", " + initial + ", "
                        + most);
        conflicts.expect(queue >= 0 && queue <= MOST, "queue: must be 0 to " + MOST + ", got " + queue);
        conflicts.expectNotNegative("patience", patience);
        conflicts.refuseIfAny("admission \"" + name + "\"");
        Admission admission =
                new Admission(name, budget.child(name, most), new AdaptiveLimit(initial, least, most), queue, patience);
        Census.enter(admission);
        return admission;
    }
}
