/** The strict mode of the ledger as an extension of JUnit. */
@NullMarked
package dev.steward.junit;

import org.jspecify.annotations.NullMarked;
