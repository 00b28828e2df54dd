/** Limits, pools and thresholds from a file, the environment and system properties. */
module dev.steward.config {
    requires transitive dev.steward.core;
    requires static transitive dev.steward.jdbc;
    requires static transitive org.jspecify;
    requires org.snakeyaml.engine.v2;

    exports dev.steward.config;
}
