package dev.steward.bench;

import dev.steward.bench.jdbc.JdbcPeers;
import dev.steward.bench.jdbc.Target;
import dev.steward.bench.peer.Peer;
import dev.steward.bench.peer.Peers;
import dev.steward.bench.stub.StubDriver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The process that measures a crowd. It runs two spells where the hold is short: one that counts turns and reads no
 * clock, since two readings cost as much as the acquire they would time, and one that times every acquire. Where the
 * hold is long one spell does both.
 */
final class Crowd {
    private final Peer<Object> peer;
    private final Hold hold;
    private final boolean virtual;
    private final int threads;

    private Crowd(Peer<Object> peer, Hold hold, boolean virtual, int threads) {
        this.peer = peer;
        this.hold = hold;
        this.virtual = virtual;
        this.threads = threads;
    }

    public static void main(String[] arguments) throws Exception {
        boolean virtual = Boolean.parseBoolean(arguments[1]);
        int threads = Integer.parseInt(arguments[2]);
        int slots = Integer.parseInt(arguments[3]);
        long work = Long.parseLong(arguments[4]);
        boolean connections = Boolean.parseBoolean(arguments[5]);
        boolean quick = Boolean.parseBoolean(arguments[6]);
        Peer<Object> peer = connections
                ? JdbcPeers.openAsPeer(arguments[0], Target.fixed(StubDriver.url(0), slots))
                : Peers.open(arguments[0], slots, false);
        Crowd crowd = new Crowd(peer, Hold.of(virtual, work), virtual, threads);
        Fork.tell(virtual ? crowd.parked(quick) : crowd.busy(quick));
        // The threads of the pools must not keep the process from ending.
        System.exit(0);
    }

    private Sample parked(boolean quick) throws InterruptedException {
        spell(true, quick ? 300 : 1000);
        Spell measured = spell(true, 3000);
        return new Sample(measured.turns() * 1e6 / measured.elapsedNanos(), null, measured.fairness());
    }

    private Sample busy(boolean quick) throws InterruptedException {
        spell(true, quick ? 200 : 500);
        spell(false, quick ? 300 : 500);
        Spell counted = spell(false, quick ? 1000 : 2000);
        Spell timed = spell(true, quick ? 1500 : 2000);
        return new Sample(counted.turns() * 1e3 / counted.elapsedNanos(), null, timed.fairness());
    }

    private Spell spell(boolean timed, long millis) throws InterruptedException {
        Spell spell = new Spell();
        List<Member> members = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Member member = new Member(spell, peer, hold, timed);
            members.add(member);
            running.add(VirtualThreads.start(member, virtual));
        }
        spell.begin();
        TimeUnit.MILLISECONDS.sleep(millis);
        spell.end();
        for (Thread thread : running) {
            thread.join();
        }
        spell.count(members);
        return spell;
    }
}
