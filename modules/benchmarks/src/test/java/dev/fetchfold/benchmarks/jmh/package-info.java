/** What lives inside one process, measured with JMH: {@code mvn test -Pjmh}, see the README. */
@NullMarked
package dev.fetchfold.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
