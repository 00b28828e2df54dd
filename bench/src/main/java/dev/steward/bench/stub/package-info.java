/**
 * A JDBC driver without a database, for measuring what stands in front of one. It keeps what it is told and whether it
 * is open, and does nothing else; written out by hand, so that nobody pays for reflection.
 */
@NullMarked
package dev.steward.bench.stub;

import org.jspecify.annotations.NullMarked;
