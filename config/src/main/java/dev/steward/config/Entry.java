package dev.steward.config;

/**
 * One setting as somebody wrote it.
 *
 * @param text the value
 * @param where where it was written, for messages
 */
record Entry(String text, String where) {}
