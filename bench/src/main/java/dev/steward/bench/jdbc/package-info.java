/** The connection pools that are compared: one class for each, listed in {@link dev.steward.bench.jdbc.JdbcPeers}. */
@NullMarked
package dev.steward.bench.jdbc;

import org.jspecify.annotations.NullMarked;
