/**
 * Mutation by hand: each patch puts one subtle fault into the sources of one engine, and the kit
 * has three runs to see it. What applies is tested in every build; the runs are made by the profile
 * {@code patches}.
 */
@NullMarked
package dev.fetchfold.agreement.patches;

import org.jspecify.annotations.NullMarked;
