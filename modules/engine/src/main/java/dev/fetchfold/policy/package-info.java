/**
 * What to do next, decided without threads, clocks, sockets or a client library.
 *
 * <p>For authors of engines. {@link dev.fetchfold.policy.Policy} turns a target into its first
 * attempt and a reply into the complete next step; {@link dev.fetchfold.policy.Seats} decides who
 * may start; {@link dev.fetchfold.policy.Limits} says how long. An engine waits, wakes and hands
 * over, and decides nothing itself.
 */
@NullMarked
package dev.fetchfold.policy;

import org.jspecify.annotations.NullMarked;
