package dev.fetchfold.site.page;

import dev.fetchfold.site.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The style sheet and the script, which every page holds, and the policy that allows these two and
 * nothing else.
 *
 * <p>They are in the pages, and allowed by their hashes, because browsers do not agree on what
 * {@code 'self'} is for a page that was opened from a disk.
 */
final class Assets {
  private final String style;
  private final String script;

  private Assets(String style, String script) {
    this.style = style;
    this.script = script;
  }

  /**
   * Reads them, and adds what follows from the engines' names.
   *
   * @param engines those that are compared
   */
  static Assets of(List<String> engines) {
    return new Assets(read("site.css") + columns(engines), read("site.js"));
  }

  /** A column is shown if it is picked, and a line is grey if the baseline has it, too. */
  private static String columns(List<String> engines) {
    return engines.stream()
        .map(
            engine ->
                """
                html.js[data-columns~="%1$s"] [data-engine="%1$s"] { display: block; }
                html.js[data-baseline="%1$s"] .cell:not([data-engine="%1$s"]) {
                  [data-in~="%1$s"], [data-in~="%1$s"] * { color: var(--same); }
                }
                """
                    .formatted(engine))
        .collect(Collectors.joining("\n", "\n", ""));
  }

  private static String read(String name) {
    try (InputStream in = Assets.class.getResourceAsStream("/dev/fetchfold/site/" + name)) {
      if (in == null) {
        throw new Refused(name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Refused(name + " cannot be read: " + e, e);
    }
  }

  /** The elements for a page's head. */
  String elements() {
    return "<style>" + style + "</style>\n<script>" + script + "</script>";
  }

  /** The content security policy. */
  String policy() {
    return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src '"
        + hash(style)
        + "'; script-src '"
        + hash(script)
        + "'";
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
