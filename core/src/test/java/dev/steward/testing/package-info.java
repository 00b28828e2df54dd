/** What the tests of all modules share: the extension that fails a test which leaves something behind. */
@NullMarked
package dev.steward.testing;

import org.jspecify.annotations.NullMarked;
