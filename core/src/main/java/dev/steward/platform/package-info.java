/**
 * What depends on the Java version, the virtual machine or the operating system, each question in one small class. Not
 * exported.
 */
@NullMarked
package dev.steward.platform;

import org.jspecify.annotations.NullMarked;
