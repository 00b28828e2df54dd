package dev.steward.resource;

/**
 * A finished description of a managed thing that has not been built yet, so that it can be born inside a budget. The
 * builders of pools are blueprints.
 *
 * @param <M> what it builds
 */
public interface Blueprint<M extends Managed> {
    /**
     * The name that what is built will have.
     *
     * @return the name
     */
    String name();

    /**
     * The kind that what is built will hold.
     *
     * @return the kind
     */
    Kind kind();

    /**
     * Builds it, drawing everything it will hold from a child of the given budget.
     *
     * @param budget a budget of this blueprint's kind
     * @return the managed thing, ready for use
     * @throws IllegalArgumentException if options contradict each other; the message names all that do
     */
    M buildWithin(Budget budget);

    /**
     * Builds it with an unlimited budget of its own.
     *
     * @return the managed thing, ready for use
     * @throws IllegalArgumentException if options contradict each other; the message names all that do
     */
    default M build() {
        return buildWithin(Budget.unlimited(kind(), name()));
    }
}
