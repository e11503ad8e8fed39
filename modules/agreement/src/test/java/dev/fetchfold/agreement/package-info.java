/** What holds for all engines together: one shape, one behaviour, one endurance. */
@NullMarked
package dev.fetchfold.agreement;

import org.jspecify.annotations.NullMarked;
