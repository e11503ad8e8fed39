@NullMarked
package dev.fetchfold.kit.rules.props;

import org.jspecify.annotations.NullMarked;
