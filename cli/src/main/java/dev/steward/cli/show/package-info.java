/** What a person sees, and the JSON that a program reads. */
@NullMarked
package dev.steward.cli.show;

import org.jspecify.annotations.NullMarked;
