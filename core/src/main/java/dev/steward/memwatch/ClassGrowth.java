package dev.steward.memwatch;

import dev.steward.resource.Bytes;

/**
 * How much more of one class is alive than before. Immutable.
 *
 * @param type the class as the virtual machine names it; arrays as {@code [B}
 * @param instances how many more
 * @param bytes how many bytes more, of the objects themselves
 */
public record ClassGrowth(String type, long instances, long bytes) {
    @Override
    public String toString() {
        return type + " +" + Bytes.format(bytes) + " in " + instances + " objects more";
    }
}
