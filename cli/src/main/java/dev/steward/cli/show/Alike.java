package dev.steward.cli.show;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What was found again and again is told once, with how often: the second leak of a place says nothing new to people. */
final class Alike {
    private Alike() {}

    /**
     * One line for all that have the same key, in the order in which the first of each was found.
     *
     * @param all what was found
     * @param key what makes two of them alike
     */
    static <T> List<String> lines(List<T> all, Function<? super T, ?> key) {
        Map<Object, List<T>> groups = new LinkedHashMap<>();
        all.forEach(each -> groups.computeIfAbsent(key.apply(each), first -> new ArrayList<>())
                .add(each));
        return groups.values().stream()
                .map(group ->
                        group.get(0) + (group.size() == 1 ? "" : " (and " + (group.size() - 1) + " more like it)"))
                .toList();
    }
}
