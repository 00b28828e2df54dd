/**
 * A DataSource pool whose connections are leases: {@link dev.steward.jdbc.JdbcPool}. What JDBC callers catch are {@link
 * java.sql.SQLException}s; those that come from the pool and not from a driver have an SQLSTATE of class {@code ST}.
 *
 * <table>
 * <caption>SQLSTATEs of the pool</caption>
 * <tr><th>state</th><th>exception</th><th>what happened</th></tr>
 * <tr><td>STW01</td><td>{@link dev.steward.jdbc.PoolExhaustedException}</td><td>nothing became free in time</td></tr>
 * <tr><td>STW02</td><td>{@link dev.steward.jdbc.PoolClosedException}</td><td>the pool is closed</td></tr>
 * <tr><td>STW03</td><td>{@link dev.steward.jdbc.ConnectFailedException}</td><td>the driver could not connect and gave
 * no state of its own</td></tr>
 * <tr><td>STW04</td><td>{@link java.sql.SQLException}</td><td>the thread was interrupted while it waited</td></tr>
 * <tr><td>STW05</td><td>{@link dev.steward.jdbc.DatabaseUnavailableException}</td><td>connects have failed for long, so
 * nobody is made to wait</td></tr>
 * <tr><td>STW06</td><td>{@link dev.steward.jdbc.PoolSaturatedException}</td><td>too many wait already</td></tr>
 * <tr><td>STW08</td><td>{@link dev.steward.jdbc.TooManyOpenException}</td><td>too many statements are open on one
 * connection</td></tr>
 * </table>
 */
@NullMarked
package dev.steward.jdbc;

import org.jspecify.annotations.NullMarked;
