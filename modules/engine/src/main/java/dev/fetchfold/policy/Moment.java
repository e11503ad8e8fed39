package dev.fetchfold.policy;

import java.time.Duration;
import java.time.Instant;

/**
 * When a decision is taken.
 *
 * @param now the wall clock, for an HTTP-date without a Date beside it (RETRY-04)
 * @param elapsed since the target was taken
 * @param left until the nearer of the target's limit and the batch's deadline; zero if it has
 *     passed, {@link Limits#FOREVER} if there is neither
 * @param nearest which of the two that is: {@link Limit#TARGET} or {@link Limit#BATCH}, the batch
 *     where they coincide or there is neither
 * @param onWire how long the attempt just made held its permits; zero if none was made
 */
public record Moment(
    Instant now, Duration elapsed, Duration left, Limit nearest, Duration onWire) {}
