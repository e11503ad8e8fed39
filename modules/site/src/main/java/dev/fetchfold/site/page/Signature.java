package dev.fetchfold.site.page;

import dev.fetchfold.site.Refused;
import dev.fetchfold.site.source.CodeLine;
import dev.fetchfold.site.source.CodeLine.Kind;
import dev.fetchfold.site.source.CodeLine.Piece;
import dev.fetchfold.site.source.EngineSources;
import dev.fetchfold.site.source.Role;
import dev.fetchfold.site.source.SourceFile;
import java.util.List;
import java.util.Locale;

/**
 * What a method that every engine has returns in one of them: there the paradigms part.
 *
 * @param verb its name
 * @param returns the type
 * @param link to where it stands in the whole file
 */
record Signature(String verb, String returns, String link) {

  /** The methods that every engine has, and the files that they are in. */
  enum Verb {
    ADMIT(Role.ADMISSION),
    SEND(Role.EXCHANGE),
    SETTLE(Role.ATTEMPTS);

    private final Role role;

    Verb(Role role) {
      this.role = role;
    }
  }

  static Signature of(EngineSources sources, Verb of) {
    String verb = of.name().toLowerCase(Locale.ROOT);
    SourceFile file = sources.file(of.role);
    CodeLine line =
        file.lines().stream()
            .filter(each -> each.pieces().contains(new Piece(Kind.METHOD, verb)))
            .findFirst()
            .orElseThrow(() -> new Refused(file.path() + " has no method " + verb));
    String link =
        "sources/%s/%s.html#L%d".formatted(sources.engine().name(), file.type(), line.number());
    return new Signature(verb, returns(line, verb), link);
  }

  private static String returns(CodeLine line, String verb) {
    List<Piece> before =
        line.pieces().subList(0, line.pieces().indexOf(new Piece(Kind.METHOD, verb)));
    return before.stream().map(Piece::text).reduce("", String::concat).strip();
  }
}
