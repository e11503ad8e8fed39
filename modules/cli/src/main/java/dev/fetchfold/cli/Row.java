package dev.fetchfold.cli;

import dev.fetchfold.Failure;
import dev.fetchfold.Head;
import dev.fetchfold.Outcome;
import dev.fetchfold.Reason;
import dev.fetchfold.Response;
import dev.fetchfold.url.Urls;
import java.net.URI;
import java.util.Optional;

/**
 * What is printed of one outcome: the eleven fields, in this order, in every format.
 *
 * @param index the target's position among the targets, from 0
 * @param url as it was given, without a user and a password
 * @param finalUrl what gave the response, or failed, after every redirect
 * @param status the status code of a response
 * @param size of the decoded body, in bytes
 * @param sha256 of the decoded body, in hexadecimal, if it was asked for
 * @param attempts every retry and every redirect hop is one
 * @param elapsedMs from taken to settled, in whole milliseconds
 * @param reason why there is no response
 * @param detail the reason in a sentence
 * @param headStatus of a failure: the status code of a reply whose head had come, though it is no
 *     response. Not in {@code status}, by which scripts tell what they have
 */
record Row(
    long index,
    String url,
    Optional<String> finalUrl,
    Optional<Integer> status,
    Optional<Long> size,
    Optional<String> sha256,
    int attempts,
    long elapsedMs,
    Optional<Reason> reason,
    Optional<String> detail,
    Optional<Integer> headStatus) {

  static Row of(Outcome outcome, Optional<String> sha256) {
    return switch (outcome) {
      case Response response -> of(response, sha256);
      case Failure failure -> of(failure);
    };
  }

  private static Row of(Response response, Optional<String> sha256) {
    return new Row(
        response.index(),
        Urls.masked(response.target().url()),
        Optional.of(Urls.masked(response.uri().toString())),
        Optional.of(response.status()),
        Optional.of(response.body().size()),
        sha256,
        response.meta().attempts(),
        response.meta().elapsed().toMillis(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Row of(Failure failure) {
    Optional<NoUrl> noUrl = NoUrl.of(failure.target());
    return new Row(
        failure.index(),
        noUrl.map(NoUrl::text).orElseGet(() -> Urls.masked(failure.target().url())),
        failure.meta().uri().map(URI::toString).map(Urls::masked),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        failure.meta().attempts(),
        failure.meta().elapsed().toMillis(),
        Optional.of(failure.reason()),
        Optional.of(noUrl.map(NoUrl::why).orElse(failure.detail())),
        failure.head().map(Head::status));
  }
}
