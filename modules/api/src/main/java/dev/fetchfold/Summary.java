package dev.fetchfold;

import java.time.Duration;
import java.util.Map;

/**
 * The counts of a run.
 *
 * @param targets how many outcomes were delivered
 * @param statuses how many responses by status code, ascending
 * @param reasons how many failures by reason
 * @param bytes the sum of the body sizes, decoded
 * @param attempts the sum of the attempts
 * @param slowest the longest {@code elapsed}; zero if there was no outcome
 * @param end how the run ended
 */
public record Summary(
    long targets,
    Map<Integer, Long> statuses,
    Map<Reason, Long> reasons,
    long bytes,
    long attempts,
    Duration slowest,
    End end) {}
