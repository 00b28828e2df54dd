package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reduction against a model that tries every order in which actors can finish. */
class WaitGraphTest {
    /** Some actors and resources at random, kept so that both can be built from them. */
    private static final class Case {
        final long[] free;
        final List<long[]> holds = new ArrayList<>();
        final List<long[]> wants = new ArrayList<>();
        final int[] behind;

        Case(Random random) {
            int actors = 1 + random.nextInt(6);
            free = new long[1 + random.nextInt(4)];
            for (int r = 0; r < free.length; r++) {
                free[r] = random.nextInt(3);
            }
            behind = new int[actors];
            for (int a = 0; a < actors; a++) {
                behind[a] = random.nextInt(8) == 0 ? random.nextInt(actors) : -1;
                for (int r = 0; r < free.length; r++) {
                    if (random.nextInt(3) == 0) {
                        holds.add(new long[] {a, r, 1 + random.nextInt(3)});
                    }
                    if (random.nextInt(3) == 0) {
                        wants.add(new long[] {a, r, 1 + random.nextInt(4)});
                    }
                }
            }
        }

        BitSet byReduction() {
            WaitGraph graph = new WaitGraph();
            for (long amount : free) {
                graph.resource(amount);
            }
            for (int a = 0; a < behind.length; a++) {
                graph.actor();
            }
            holds.forEach(held -> graph.hold((int) held[0], (int) held[1], held[2]));
            wants.forEach(wanted -> graph.want((int) wanted[0], (int) wanted[1], wanted[2]));
            for (int a = 0; a < behind.length; a++) {
                if (behind[a] >= 0) {
                    graph.behind(a, behind[a]);
                }
            }
            return graph.stuck();
        }

        /** Who is finished in none of the states that can be reached by letting one actor finish after the other. */
        BitSet byTryingEverything() {
            Set<BitSet> seen = new HashSet<>();
            BitSet ever = new BitSet();
            explore(new BitSet(), seen, ever);
            BitSet never = new BitSet();
            never.set(0, behind.length);
            never.andNot(ever);
            return never;
        }

        private void explore(BitSet finished, Set<BitSet> seen, BitSet ever) {
            if (!seen.add(finished)) {
                return;
            }
            ever.or(finished);
            for (int a = 0; a < behind.length; a++) {
                if (!finished.get(a) && canFinish(a, finished)) {
                    BitSet next = (BitSet) finished.clone();
                    next.set(a);
                    explore(next, seen, ever);
                }
            }
        }

        private boolean canFinish(int actor, BitSet finished) {
            long[] now = free.clone();
            for (long[] held : holds) {
                now[(int) held[1]] += finished.get((int) held[0]) ? held[2] : 0;
            }
            return wants.stream().noneMatch(wanted -> wanted[0] == actor && now[(int) wanted[1]] < wanted[2])
                    && (behind[actor] < 0 || finished.get(behind[actor]));
        }
    }

    @Test
    void findsExactlyThoseWhoCanFinishInNoOrder() {
        int withStuck = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            Case example = new Case(new Random(seed));
            BitSet stuck = example.byReduction();
            assertThat(stuck).as("seed " + seed).isEqualTo(example.byTryingEverything());
            withStuck += stuck.isEmpty() ? 0 : 1;
        }
        assertThat(withStuck).as("the examples are worth something").isBetween(2_000, 18_000);
    }

    @Test
    void aCircleIsNoDeadlockWhileThereIsOneMoreOfSomething() {
        WaitGraph graph = new WaitGraph();
        int db = graph.resource(0);
        int http = graph.resource(1);
        int first = graph.actor();
        int second = graph.actor();
        graph.hold(first, db, 1);
        graph.want(first, http, 1);
        graph.hold(second, http, 1);
        graph.want(second, db, 1);
        assertThat(graph.stuck().isEmpty()).isTrue();
    }
}
