package dev.steward.config;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Which pools settings are about. */
final class PoolNames {
    private static final String POOLS = "pools.";

    private PoolNames() {}

    static Set<String> in(Collection<String> paths) {
        Set<String> names = new TreeSet<>();
        for (String path : paths) {
            if (path.startsWith(POOLS)) {
                for (Key key : Key.values()) {
                    String tail = key.path().substring(key.path().indexOf('*') + 1);
                    if (key.path().startsWith(POOLS)
                            && path.endsWith(tail)
                            && path.length() > POOLS.length() + tail.length()) {
                        names.add(path.substring(POOLS.length(), path.length() - tail.length()));
                    }
                }
            }
        }
        return names;
    }
}
