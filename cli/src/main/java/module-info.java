/** The steward command and the governed migration. */
module dev.steward.cli {
    requires transitive dev.steward.core;
    requires static transitive org.jspecify;
}
