package dev.steward.sizing;

import java.time.Duration;

/**
 * A number of servers and the load on them, as the M/M/c queue has it: arrivals at random, served in the order in which
 * they come, with service times that scatter as an exponential distribution does. Arrivals in bursts wait longer than it
 * says; service times that scatter less make for shorter waits.
 *
 * @param count how many servers there are, at least 1
 * @param busy how many of them are busy on average: arrivals a second times service time (Little's law)
 */
public record Servers(int count, double busy) {

    /**
     * The fewest servers at which at most the given share of arrivals has to wait.
     *
     * @param busy how many servers the load keeps busy on average
     * @param acceptedShare the share of arrivals that may wait, above 0.0
     * @return that many servers, under that load
     */
    public static Servers fewest(double busy, double acceptedShare) {
        Servers servers = new Servers((int) Math.floor(busy) + 1, busy);
        while (servers.shareWaiting() > acceptedShare) {
            servers = new Servers(servers.count + 1, busy);
        }
        return servers;
    }

    /**
     * The share of arrivals that has to wait: the formula Erlang C (A. K. Erlang, 1917), by the recurrence of Erlang B, which
     * neither overflows nor loses digits.
     *
     * @return from 0.0 to 1.0; 1.0 when there is more to do than can be done
     */
    public double shareWaiting() {
        double blocked = 1;
        for (int n = 1; n <= count; n++) {
            blocked = busy * blocked / (n + busy * blocked);
        }
        double utilisation = busy / count;
        return utilisation >= 1 ? 1 : blocked / (1 - utilisation * (1 - blocked));
    }

    /**
     * How long the given share of arrivals waits at most: {@code service / (count - busy) x ln(C / (1 - share))}, which
     * follows from the exponential tail of the wait; zero when fewer wait at all.
     *
     * @param share the share of arrivals, such as 0.99
     * @param service how long one is served on average
     * @return the longest wait of that share
     */
    public Duration waitOf(double share, Duration service) {
        double waiting = shareWaiting();
        if (waiting <= 1 - share) {
            return Duration.ZERO;
        }
        if (busy >= count) {
            return Duration.ofNanos(Long.MAX_VALUE);
        }
        return Duration.ofNanos((long) (service.toNanos() / (count - busy) * Math.log(waiting / (1 - share))));
    }
}
