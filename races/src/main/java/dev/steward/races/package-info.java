/** The races of the public interface, each as small as it can be: two actors, and an arbiter who looks at the books. */
@NullMarked
package dev.steward.races;

import org.jspecify.annotations.NullMarked;
