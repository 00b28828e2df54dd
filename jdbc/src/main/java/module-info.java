/** A DataSource pool whose connections are leases. */
module dev.steward.jdbc {
    requires transitive dev.steward.core;
    requires transitive java.sql;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports dev.steward.jdbc;
}
