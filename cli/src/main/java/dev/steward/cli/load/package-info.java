/** Getting rows into a database and proving that they are there. */
@NullMarked
package dev.steward.cli.load;

import org.jspecify.annotations.NullMarked;
