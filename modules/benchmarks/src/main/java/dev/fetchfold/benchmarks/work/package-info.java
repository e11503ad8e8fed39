/** What is measured: the workloads, the measures, and a run's figures on their way home. */
@NullMarked
package dev.fetchfold.benchmarks.work;

import org.jspecify.annotations.NullMarked;
