/** Getting pages: over HTTP, or straight from disk. */
@NullMarked
package dev.steward.cli.fetch;

import org.jspecify.annotations.NullMarked;
