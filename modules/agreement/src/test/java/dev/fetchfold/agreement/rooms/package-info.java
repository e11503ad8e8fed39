/** Which module and which package may need which other: dependencies run one way. */
@NullMarked
package dev.fetchfold.agreement.rooms;

import org.jspecify.annotations.NullMarked;
