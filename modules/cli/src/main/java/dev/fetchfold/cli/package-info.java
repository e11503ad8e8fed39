/**
 * The command line: {@code fetchfold fetch}, {@code engines}, {@code serve} and {@code compare}.
 *
 * <p>Nothing here is an interface for programs; those use {@code dev.fetchfold}.
 */
@NullMarked
package dev.fetchfold.cli;

import org.jspecify.annotations.NullMarked;
