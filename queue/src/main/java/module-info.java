/** Work queues that outlive the process. */
module dev.steward.queue {
    requires transitive dev.steward.core;
    requires java.sql;
    requires static transitive org.jspecify;

    exports dev.steward.queue;
}
