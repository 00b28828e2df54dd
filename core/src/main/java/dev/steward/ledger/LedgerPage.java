package dev.steward.ledger;

import dev.steward.platform.Json;
import dev.steward.resource.Durations;
import dev.steward.resource.Holding;
import dev.steward.resource.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The holdings and waits of one moment, to be filtered and grouped. Immutable.
 *
 * @param holdings who holds what, the longest first
 * @param waiting who waits for what, the longest first
 */
public record LedgerPage(List<Holding> holdings, List<Waiting> waiting) {
    private static final String UNKNOWN = "unknown";

    /** By what holdings are grouped. */
    public enum Grouping {
        /** By the managed thing. */
        OWNER,
        /** By the thread, or the name a lease was handed over to. */
        HOLDER,
        /** By the place in the program that acquired them, as far as it is known. */
        SITE
    }

    /**
     * Holdings that have something in common.
     *
     * @param key what they have in common
     * @param leases how many there are
     * @param amount how much they hold together, in the kind's unit
     * @param oldest how long the longest of them has been held
     */
    public record Group(String key, int leases, long amount, Duration oldest) {}

    static LedgerPage of(List<Holding> holdings, List<Waiting> waiting) {
        List<Holding> held = new ArrayList<>(holdings);
        held.sort(Comparator.comparing(Holding::heldFor).reversed());
        List<Waiting> waits = new ArrayList<>(waiting);
        waits.sort(Comparator.comparing(Waiting::waitedFor).reversed());
        return new LedgerPage(List.copyOf(held), List.copyOf(waits));
    }

    /**
     * What belongs to one managed thing.
     *
     * @param owner its name
     * @return the part of this page
     */
    public LedgerPage ownedBy(String owner) {
        return only(
                holding -> holding.owner().equals(owner), wait -> wait.owner().equals(owner));
    }

    /**
     * What one thread or named holder holds and waits for.
     *
     * @param holder its name
     * @return the part of this page
     */
    public LedgerPage heldBy(String holder) {
        return only(
                holding -> holding.holder().equals(holder),
                wait -> wait.waiter().equals(holder));
    }

    /**
     * What was acquired in a place. Waits have none, so there are none of them.
     *
     * @param part a part of the place as it is written, such as a class or a file with a line
     * @return the part of this page
     */
    public LedgerPage acquiredAt(String part) {
        return only(holding -> holding.site() != null && holding.site().path().contains(part), wait -> false);
    }

    /**
     * What has lasted for some time.
     *
     * @param least how long at least
     * @return the part of this page
     */
    public LedgerPage olderThan(Duration least) {
        return only(
                holding -> holding.heldFor().compareTo(least) >= 0,
                wait -> wait.waitedFor().compareTo(least) >= 0);
    }

    private LedgerPage only(Predicate<Holding> held, Predicate<Waiting> waits) {
        return new LedgerPage(
                holdings.stream().filter(held).toList(),
                waiting.stream().filter(waits).toList());
    }

    /**
     * The holdings by what they have in common, the largest group first.
     *
     * @param by what that is
     * @return the groups
     */
    public List<Group> groups(Grouping by) {
        Function<Holding, String> key = switch (by) {
            case OWNER -> Holding::owner;
            case HOLDER -> Holding::holder;
            case SITE ->
                holding -> holding.site() == null ? UNKNOWN : holding.site().toString();
        };
        Map<String, Group> groups = new LinkedHashMap<>();
        for (Holding holding : holdings) {
            groups.merge(
                    key.apply(holding),
                    new Group(key.apply(holding), 1, holding.amount(), holding.heldFor()),
                    (one, other) -> new Group(
                            one.key,
                            one.leases + other.leases,
                            one.amount + other.amount,
                            one.oldest.compareTo(other.oldest) >= 0 ? one.oldest : other.oldest));
        }
        return groups.values().stream()
                .sorted(Comparator.comparingInt(Group::leases).reversed())
                .toList();
    }

    /**
     * The page for a person.
     *
     * @return a line for each holding and each wait, each ended by a line break
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Holding holding : holdings) {
            text.append(
                    String.format(Locale.ROOT, "held:  %-20s %8d %s%n", holding.owner(), holding.amount(), holding));
        }
        for (Waiting wait : waiting) {
            text.append(String.format(
                    Locale.ROOT,
                    "waits: %-20s %8d %s for %s%n",
                    wait.owner(),
                    wait.amount(),
                    wait.waiter(),
                    Durations.format(wait.waitedFor())));
        }
        return text.toString();
    }

    /**
     * The page for a program: an object with {@code holdings} and {@code waiting}; times are in milliseconds.
     *
     * @return the JSON text, in one line
     */
    public String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("holdings", holdings.stream().map(LedgerFields::of).toList());
        fields.put("waiting", waiting.stream().map(LedgerFields::of).toList());
        return Json.write(fields);
    }
}
