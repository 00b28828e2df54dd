/**
 * Measures the pool beside its peers, all of them in one run.
 *
 * <ul>
 *   <li>{@code Bench}: the program, and {@code Arguments}, what it was asked for.
 *   <li>{@code Scenarios}: the table of what can be measured; each names its {@code Gauge}.
 *   <li>{@code JmhGauge} with {@code Cycle}, {@code CrowdGauge} with {@code Crowd}, {@code RetentionGauge} with
 *       {@code Retention}: a gauge starts a fresh process for each measurement, the other runs in there.
 *   <li>{@code BufferGauge} with {@code BufferCycle}, {@code RelayGauge} with {@code Relay}, {@code IdleGauge} with
 *       {@code BufferBurst}, {@code BudgetGauge} with {@code BudgetCycle}: the same for buffers and budgets.
 *   <li>{@code Rounds}: every competitor once in each round, and what came of it, an {@code Outcome}.
 *   <li>{@code TableReport}, {@code JsonReport}, {@code SvgChart}: the outcome as text, data and picture.
 * </ul>
 */
@NullMarked
package dev.steward.bench;

import org.jspecify.annotations.NullMarked;
