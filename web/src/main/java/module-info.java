/** Admission at the doors of a web service, and alerts to a webhook. */
module dev.steward.web {
    requires transitive dev.steward.core;
    requires static transitive jakarta.servlet;
    requires static transitive jdk.httpserver;
    requires static transitive org.jspecify;
    requires tools.jackson.databind;

    exports dev.steward.web;
}
