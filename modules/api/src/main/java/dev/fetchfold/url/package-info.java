/**
 * URLs and addresses of the real world: parsed, resolved, shown without credentials, and told apart
 * by origin.
 *
 * <p>A leaf: it needs nothing but the JDK, so that public types and engines can stand on it alike.
 */
@NullMarked
package dev.fetchfold.url;

import org.jspecify.annotations.NullMarked;
