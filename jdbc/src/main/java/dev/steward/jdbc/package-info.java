/** A DataSource pool whose connections are leases. */
@NullMarked
package dev.steward.jdbc;

import org.jspecify.annotations.NullMarked;
