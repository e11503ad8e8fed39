/**
 * Endurance: one engine in a JVM of its own with a small heap, against an origin server in another,
 * under faults drawn by a seed. Afterwards nothing may be left, and nothing may have grown.
 */
@NullMarked
package dev.fetchfold.agreement.soak;

import org.jspecify.annotations.NullMarked;
