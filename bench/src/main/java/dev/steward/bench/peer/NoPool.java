package dev.steward.bench.peer;

/** No pool at all, only one object for everybody: what the same threads cost without one. */
final class NoPool implements Peer<Item> {
    private final Item item = new Item();

    @Override
    public Item acquire() {
        return item;
    }

    @Override
    public Item item(Item hold) {
        return hold;
    }

    @Override
    public void release(Item hold) {}

    @Override
    public void close() {}
}
