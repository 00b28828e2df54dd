package dev.steward.bench.peer;

import dev.steward.resource.Tracing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

/** The competitors by the names they have in every report. Stateless. */
public final class Peers {
    public static final String STEWARD = "steward";
    public static final String SEMAPHORE_FAIR = "semaphore-fair";
    public static final String NONE = "none";

    /** A compare-and-set and a store: what no pool can do without. */
    public static final String BARE = "compare-and-set";

    public static final String VIRTUAL = "virtual";

    /** The pool with a ledger, without one, and with one that traces every lease. */
    public static final String LEDGER = "steward-ledger";

    public static final String PLAIN = "steward-plain";
    public static final String STRICT = "steward-strict";
    public static final String BAG = "hikari-bag";

    private static final String STORMPOT_CLASS = "dev.steward.bench.peer.StormpotPeer";
    private static final String STORMPOT = "stormpot";
    private static final String STORMPOT_VIRTUAL = "stormpot-vt";

    private Peers() {}

    /** Who takes part everywhere, Steward first. */
    public static List<String> pools() {
        return List.of(
                STEWARD,
                STORMPOT,
                STORMPOT_VIRTUAL,
                BAG,
                "commons-pool2",
                "vibur",
                "ArrayBlockingQueue",
                "semaphore-deque");
    }

    /** Those of {@link #pools()}, and whom else a scenario needs for comparison. */
    public static List<String> poolsAnd(String other) {
        List<String> all = new ArrayList<>(pools());
        all.add(other);
        return List.copyOf(all);
    }

    /** Whether the competitor can run here: Stormpot, which an older build leaves out, and virtual threads need Java 21. */
    public static boolean isAvailable(String name) {
        if (name.equals(VIRTUAL)) {
            return Runtime.version().feature() >= 21;
        }
        if (!name.equals(STORMPOT) && !name.equals(STORMPOT_VIRTUAL)) {
            return true;
        }
        try {
            Class.forName(STORMPOT_CLASS, false, Peers.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | UnsupportedClassVersionError absent) {
            return false;
        }
    }

    /**
     * Opens a competitor and has it create all its objects.
     *
     * @param shared whether leases must be closable from any thread; most peers have only that sort
     */
    @SuppressWarnings("unchecked") // What a peer gives, it gets back; nobody else looks into it.
    public static Peer<Object> open(String name, int slots, boolean shared) throws Exception {
        Peer<Object> peer = (Peer<Object>) create(name, slots, shared);
        List<Object> holds = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            holds.add(peer.acquire());
        }
        holds.forEach(peer::release);
        return peer;
    }

    private static Peer<?> create(String name, int slots, boolean shared) {
        return switch (name) {
            case STEWARD, PLAIN -> new StewardPeer(slots, shared);
            case LEDGER -> new ManagedPeer(slots, shared, Tracing.SAMPLED);
            case STRICT -> new ManagedPeer(slots, shared, Tracing.ALL);
            case STORMPOT -> stormpot(slots, false);
            case STORMPOT_VIRTUAL -> stormpot(slots, true);
            case BAG -> new BagPeer(slots);
            case "commons-pool2" -> new CommonsPeer(slots);
            case "vibur" -> new ViburPeer(slots);
            case "ArrayBlockingQueue" -> new QueuePeer(slots);
            case "semaphore-deque" -> new SemaphorePeer(slots, false);
            case SEMAPHORE_FAIR -> new SemaphorePeer(slots, true);
            case NONE -> new NoPool();
            case BARE -> new BareSlots(slots);
            default -> throw new IllegalArgumentException("no competitor is called " + name);
        };
    }

    /** Not compiled with the rest, so not named in the code either. */
    private static Peer<?> stormpot(int slots, boolean virtual) {
        try {
            return (Peer<?>) MethodHandles.lookup()
                    .findConstructor(
                            Class.forName(STORMPOT_CLASS), MethodType.methodType(void.class, int.class, boolean.class))
                    .invoke(slots, virtual);
        } catch (Throwable e) {
            throw new IllegalStateException("Stormpot does not start: " + e, e);
        }
    }
}
