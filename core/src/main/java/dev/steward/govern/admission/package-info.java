/** Admission: what guards an entry point, so that a service that is asked for too much goes on doing what it can. */
@NullMarked
package dev.steward.govern.admission;

import org.jspecify.annotations.NullMarked;
