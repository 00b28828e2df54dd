package dev.steward.bench.buffer;

import dev.steward.bench.peer.Peers;
import java.util.List;

/** Who takes part in the scenarios of buffers, by the names they have in every report. Stateless. */
public final class BufferPeers {
    private static final String NETTY_ADAPTIVE = "netty-adaptive";
    private static final String NETTY_POOLED = "netty-pooled";
    private static final String ARENA = "arena";
    private static final int FIRST_WITH_ARENAS = 22;

    private BufferPeers() {}

    /** All of them; arenas only where this Java has them. */
    public static List<String> all() {
        return List.of(Peers.STEWARD, NETTY_ADAPTIVE, NETTY_POOLED, "direct", "heap", ARENA);
    }

    /** Those who keep buffers for later. */
    public static List<String> keeping() {
        return List.of(Peers.STEWARD, NETTY_ADAPTIVE, NETTY_POOLED);
    }

    /** Whether the competitor can run here. */
    public static boolean isAvailable(String name) {
        return !name.equals(ARENA) || Runtime.version().feature() >= FIRST_WITH_ARENAS;
    }

    /**
     * Opens a competitor.
     *
     * @param crossing whether buffers are released on other threads than those that acquired them
     */
    @SuppressWarnings("unchecked") // What a peer gives, it gets back; nobody else looks into it.
    public static BufferPeer<Object> open(String name, boolean crossing) {
        return (BufferPeer<Object>) create(name, crossing);
    }

    private static BufferPeer<?> create(String name, boolean crossing) {
        return switch (name) {
            case Peers.STEWARD -> new StewardBuffers();
            case NETTY_ADAPTIVE -> NettyBuffers.adaptive();
            case NETTY_POOLED -> NettyBuffers.pooled();
            case "direct" -> new SystemBuffers(true);
            case "heap" -> new SystemBuffers(false);
            case ARENA -> new ArenaBuffers(crossing);
            default -> throw new IllegalArgumentException("nobody who gives buffers is called " + name);
        };
    }
}
