/**
 * From facts to pages: models of what is shown, and the templates of {@code src/main/jte}, which
 * the build compiles into this package.
 */
@NullMarked
package dev.fetchfold.site.page;

import org.jspecify.annotations.NullMarked;
