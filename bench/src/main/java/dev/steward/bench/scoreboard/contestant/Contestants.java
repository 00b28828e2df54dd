package dev.steward.bench.scoreboard.contestant;

import java.util.List;

/** Who stands on the scoreboard, Steward first. Immutable. */
public final class Contestants {
    public static final List<Contestant> ALL = List.of(
            new StewardContestant(false),
            new StewardContestant(true),
            new HikariContestant(false),
            new HikariContestant(true),
            new AgroalContestant(false),
            new AgroalContestant(true),
            new Dbcp2Contestant(false),
            new Dbcp2Contestant(true),
            new TomcatContestant(false),
            new TomcatContestant(true),
            new ViburContestant(false),
            new ViburContestant(true));

    private Contestants() {}

    public static Contestant named(String name) {
        return ALL.stream()
                .filter(contestant -> contestant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant is called " + name));
    }

    public static List<String> names() {
        return ALL.stream().map(Contestant::name).toList();
    }
}
