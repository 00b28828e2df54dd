/** Bounded caches that yield under pressure. */
module dev.steward.cache {
    requires transitive dev.steward.core;
    requires static transitive org.jspecify;
}
