/** The core of Steward: everything scarce is leased, drawn from a budget, and visible in one book. */
module dev.steward.core {
    requires java.management;
    requires static jdk.jfr;
    requires static com.google.errorprone.annotations;
    requires static transitive org.jspecify;

    exports dev.steward.cleanup;
    exports dev.steward.files;
    exports dev.steward.govern;
    exports dev.steward.govern.admission;
    exports dev.steward.govern.advice;
    exports dev.steward.govern.history;
    exports dev.steward.govern.optimize;
    exports dev.steward.govern.signal;
    exports dev.steward.ledger;
    exports dev.steward.memwatch;
    exports dev.steward.memory;
    exports dev.steward.monitor;
    exports dev.steward.pool;
    exports dev.steward.process;
    exports dev.steward.resource;
    exports dev.steward.work;
    exports dev.steward;
}
