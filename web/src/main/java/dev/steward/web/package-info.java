/** Admission at the doors of a web service, and alerts to a webhook. */
@NullMarked
package dev.steward.web;

import org.jspecify.annotations.NullMarked;
