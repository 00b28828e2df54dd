/** Limits, pools and thresholds from a file, the environment and system properties. */
@NullMarked
package dev.steward.config;

import org.jspecify.annotations.NullMarked;
