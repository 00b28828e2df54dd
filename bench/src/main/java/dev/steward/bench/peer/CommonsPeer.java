package dev.steward.bench.peer;

import java.time.Duration;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/** commons-pool2's GenericObjectPool, with what it can do without switched off. */
final class CommonsPeer implements Peer<Item> {
    private final GenericObjectPool<Item> pool;

    CommonsPeer(int slots) {
        GenericObjectPoolConfig<Item> config = new GenericObjectPoolConfig<>();
        config.setMaxTotal(slots);
        config.setMaxIdle(slots);
        config.setMinIdle(slots);
        config.setMaxWait(Duration.ofSeconds(PATIENCE_SECONDS));
        config.setJmxEnabled(false);
        pool = new GenericObjectPool<>(new Items(), config);
    }

    @Override
    public Item acquire() throws Exception {
        return pool.borrowObject();
    }

    @Override
    public Item item(Item hold) {
        return hold;
    }

    @Override
    public void release(Item hold) {
        pool.returnObject(hold);
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Items extends BasePooledObjectFactory<Item> {
        @Override
        public Item create() {
            return new Item();
        }

        @Override
        public PooledObject<Item> wrap(Item item) {
            return new DefaultPooledObject<>(item);
        }
    }
}
