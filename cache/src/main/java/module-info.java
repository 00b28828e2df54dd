/** Bounded caches that yield under pressure. */
module dev.steward.cache {
    requires com.github.benmanes.caffeine;
    requires transitive dev.steward.core;
    requires static transitive org.jspecify;

    exports dev.steward.cache;
}
