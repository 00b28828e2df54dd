package dev.steward.resource;

import java.time.Duration;

/**
 * How long the traced leases of one site are held. Immutable.
 *
 * @param owner the name of the managed thing
 * @param site where they are acquired
 * @param leases how many were measured
 * @param usual how long they are held as a rule: a mean that follows slowly
 * @param lately how long the last dozen or so were held: the same mean, following quickly
 */
public record SiteTimes(String owner, Site site, long leases, Duration usual, Duration lately) {}
