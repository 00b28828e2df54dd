/** A DataSource pool whose connections are leases. */
module dev.steward.jdbc {
    requires transitive dev.steward.core;
    requires static transitive org.jspecify;
}
