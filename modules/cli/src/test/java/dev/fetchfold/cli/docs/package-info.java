/** The examples of the README, compiled, run and compared with it. */
@NullMarked
package dev.fetchfold.cli.docs;

import org.jspecify.annotations.NullMarked;
