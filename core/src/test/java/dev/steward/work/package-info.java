@NullMarked
package dev.steward.work;

import org.jspecify.annotations.NullMarked;
