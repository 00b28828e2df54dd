/** An extension of JUnit that fails a test which leaks a lease. */
module dev.steward.junit {
    requires transitive dev.steward.core;
    requires transitive org.junit.jupiter.api;
    requires static transitive org.jspecify;

    exports dev.steward.junit;
}
