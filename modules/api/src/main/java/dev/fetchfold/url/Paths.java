package dev.fetchfold.url;

/** Paths of a {@link Url}: merging and dot segments (RFC 3986 §5.2.3 and §5.2.4). */
final class Paths {
  private Paths() {}

  /** A reference that begins with a slash replaces the base's path, another its last segment. */
  static String merged(String base, String reference) {
    return reference.startsWith("/")
        ? reference
        : base.substring(0, base.lastIndexOf('/') + 1) + reference;
  }

  /** Of a path that is empty or begins with a slash; linear in its length. */
  static String withoutDots(String path) {
    StringBuilder kept = new StringBuilder(path.length());
    int at = 0;
    while (at < path.length()) {
      int end = path.indexOf('/', at + 1);
      String segment = path.substring(at, end < 0 ? path.length() : end);
      boolean last = end < 0;
      switch (segment) {
        case "/." -> kept.append(last ? "/" : "");
        case "/.." -> {
          kept.setLength(Math.max(0, kept.lastIndexOf("/")));
          kept.append(last ? "/" : "");
        }
        default -> kept.append(segment);
      }
      at = last ? path.length() : end;
    }
    return kept.toString();
  }
}
