package dev.steward.govern.admission;

import java.time.Duration;

/**
 * What an admission did so far, and where it stands. Immutable.
 *
 * @param limit how many requests it lets in at once, as learned
 * @param inFlight how many are inside
 * @param queued how many wait at the entry
 * @param admitted how many were ever let in
 * @param rejected how many were refused, for whatever reason
 * @param shed how many of those because of the governor's level
 * @param dropped how many said that something further in was overloaded
 * @param calm how long a request takes when nothing is in its way, as learned
 * @param latency how long half of the requests of the last window took at most
 */
public record AdmissionStatistics(
        int limit,
        int inFlight,
        int queued,
        long admitted,
        long rejected,
        long shed,
        long dropped,
        Duration calm,
        Duration latency) {}
