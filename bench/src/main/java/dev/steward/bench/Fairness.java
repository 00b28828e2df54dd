package dev.steward.bench;

import java.util.List;

/**
 * How evenly a crowd was served: the longest time that anybody waited, and how often the least and the most fortunate
 * thread had their turn.
 */
record Fairness(double longestWaitMillis, long fewest, long most) {
    /** 1 when all were served alike, 0 when somebody was not served at all. */
    double evenness() {
        return most == 0 ? 0 : (double) fewest / most;
    }

    /** The longest wait of all rounds, and the turns of the least even one: a promise is judged by its worst day. */
    static Fairness worst(List<Fairness> rounds) {
        Fairness worst = rounds.get(0);
        double longest = 0;
        for (Fairness round : rounds) {
            longest = Math.max(longest, round.longestWaitMillis);
            worst = round.evenness() < worst.evenness() ? round : worst;
        }
        return new Fairness(longest, worst.fewest, worst.most);
    }
}
