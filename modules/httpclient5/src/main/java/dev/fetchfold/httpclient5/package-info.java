/**
 * Apache HttpClient 5 made to obey the rules, once, for the engines that stand on it.
 *
 * <p>For authors of engines. Built from the parts beneath HttpClient's execution chain: its
 * connections and its pool of them (httpcore5), its TLS and its check of host names (httpclient5).
 * The chain itself is left out, and with it everything that would have to be switched off in it:
 * redirects, retries, cookies, authentication, decompression, upgrades, fields of its own accord.
 *
 * <p>An engine asks for one exchange and gets a {@link dev.fetchfold.policy.Reply}; no type or
 * exception of the library leaves this package except as the cause of a fault.
 */
@NullMarked
package dev.fetchfold.httpclient5;

import org.jspecify.annotations.NullMarked;
