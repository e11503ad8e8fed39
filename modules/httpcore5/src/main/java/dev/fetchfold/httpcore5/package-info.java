/**
 * HTTP/1.1 on blocking sockets and on Apache HttpCore 5, made to obey the rules, once, for the
 * engines that stand on it.
 *
 * <p>For authors of engines. Built from the parts beneath Apache HttpClient 5: HttpCore's pool of
 * connections and its I/O reactor. HttpClient itself is left out, and with it everything that would
 * have to be switched off in it: redirects, retries, cookies, authentication, decompression,
 * upgrades, fields of its own accord. Replies are read by {@link
 * dev.fetchfold.support.ReplyReader}, as in every engine, and not by HttpCore's parsers, which have
 * a reading of their own.
 *
 * <p>An engine asks for one exchange and gets a {@link dev.fetchfold.policy.Reply}; no type or
 * exception of the library leaves this package except as the cause of a fault.
 */
@NullMarked
package dev.fetchfold.httpcore5;

import org.jspecify.annotations.NullMarked;
