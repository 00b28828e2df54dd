/** The arithmetic of loads and times: how many of a thing serve a load, and percentiles. Not exported. */
@NullMarked
package dev.steward.sizing;

import org.jspecify.annotations.NullMarked;
