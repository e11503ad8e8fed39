package dev.fetchfold.policy;

import dev.fetchfold.Headers;
import dev.fetchfold.url.Percent;
import dev.fetchfold.url.Url;
import dev.fetchfold.url.Urls;
import dev.fetchfold.url.Urls.Unusable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The next hop of a redirect (REDIRECT-01 to REDIRECT-03). */
final class Redirects {
  private static final Set<Integer> FOLLOWED = Set.of(301, 302, 303, 307, 308);

  private Redirects() {}

  /** Other 3xx, and those that do not say where to, are responses like any other. */
  static boolean isRedirect(int status, Headers headers) {
    return FOLLOWED.contains(status) && headers.contains("Location");
  }

  /**
   * The first attempt of the next hop.
   *
   * @throws Unusable if it cannot be followed, with the detail of a REDIRECT failure
   */
  static Attempt next(Attempt attempt, Reply.Received reply, Moment moment, int maxRedirects)
      throws Unusable {
    Url url = location(attempt.url(), reply);
    String method = method(attempt.method(), reply.status());
    List<String> hops = new ArrayList<>(attempt.hops());
    hops.add(hop(attempt.method(), attempt.url()));
    if (attempt.origin().secure() && !url.origin().secure()) { // REDIRECT-02
      throw new Unusable("the redirect leads from https to http");
    }
    if (hops.contains(hop(method, url))) {
      throw new Unusable("the redirect leads back to where the target was before: a loop");
    }
    if (hops.size() > maxRedirects) {
      throw new Unusable("there are more redirects than the " + maxRedirects + " allowed");
    }
    return attempt.next(
        moment.onWire(),
        hop -> {
          hop.tries = 1;
          hop.url = url;
          hop.method = method;
          hop.headers = headers(attempt, url, method);
          hop.body = method.equals(attempt.method()) ? attempt.body() : Optional.empty();
          hop.hops = List.copyOf(hops);
        });
  }

  private static Headers headers(Attempt attempt, Url url, String method) {
    Headers headers = attempt.headers();
    if (!method.equals(attempt.method())) {
      headers = Fields.withoutBody(headers);
    }
    if (!url.origin().equals(attempt.origin())) {
      headers = Fields.allowedElsewhere(headers); // REDIRECT-03
    }
    return attempt.decode() ? Fields.askingForGzip(headers) : headers;
  }

  private static Url location(Url base, Reply.Received reply) throws Unusable {
    List<String> values = reply.headers().all("Location").stream().distinct().toList();
    if (values.size() > 1) {
      throw new Unusable("the redirect has " + values.size() + " different Location fields");
    }
    try {
      return Urls.resolve(base, decoded(values.getFirst()));
    } catch (Unusable e) {
      throw new Unusable("the Location of the redirect cannot be followed: " + e.getMessage());
    }
  }

  /** 301 and 302 as everybody does, though the RFC would let POST be repeated. */
  private static String method(String method, int status) {
    return switch (status) {
      case 301, 302 -> method.equals("POST") ? "GET" : method;
      case 303 -> method.equals("HEAD") ? "HEAD" : "GET";
      default -> method;
    };
  }

  /** What a loop is seen by: as it goes on the wire, and so without the fragment. */
  private static String hop(String method, Url url) {
    return method + " " + url.origin() + url.path();
  }

  /**
   * A field as characters: clients give each byte as one. Bytes that are UTF-8 are read as such,
   * others are encoded as they are.
   */
  private static String decoded(String field) {
    if (field.chars().allMatch(c -> c < 0x80) || field.chars().anyMatch(c -> c > 0xff)) {
      return field;
    }
    byte[] bytes = field.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return Percent.octets(bytes);
    }
  }
}
