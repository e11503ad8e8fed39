package dev.fetchfold.site.source;

import com.github.javaparser.JavaParser;
import com.github.javaparser.JavaToken;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Range;
import com.github.javaparser.TokenRange;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import dev.fetchfold.site.Refused;
import dev.fetchfold.site.source.CodeLine.Kind;
import dev.fetchfold.site.source.CodeLine.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Colours Java by its syntax tree, when the site is built: no script does it in the browser. */
final class Highlighter {
  private final Map<Range, Kind> names = new HashMap<>();
  private final List<CodeLine> lines = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private List<Piece> pieces = new ArrayList<>();

  private Highlighter() {}

  /**
   * Cuts a source into coloured lines.
   *
   * @param path what to call it
   * @param source Java
   * @return its lines
   * @throws Refused if it is no Java
   */
  static List<CodeLine> highlight(String path, String source) {
    ParserConfiguration configuration =
        new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_21);
    ParseResult<CompilationUnit> parsed = new JavaParser(configuration).parse(source);
    CompilationUnit unit =
        parsed
            .getResult()
            .filter(result -> parsed.isSuccessful())
            .orElseThrow(() -> new Refused(path + " is no Java: " + parsed.getProblems()));
    Highlighter highlighter = new Highlighter();
    unit.walk(highlighter::name);
    unit.getTokenRange().ifPresent(highlighter::tokens);
    return highlighter.lines;
  }

  /** Types and declared methods cannot be told from other names by their tokens. */
  private void name(Node node) {
    switch (node) {
      case ClassOrInterfaceType type -> name(type.getName(), Kind.TYPE);
      case TypeDeclaration<?> type -> name(type.getName(), Kind.TYPE);
      case CallableDeclaration<?> method -> name(method.getName(), Kind.METHOD);
      case AnnotationExpr annotation ->
          annotation.getTokenRange().ifPresent(range -> annotation(annotation, range));
      default -> {}
    }
  }

  private void name(SimpleName name, Kind kind) {
    name.getRange().ifPresent(range -> names.put(range, kind));
  }

  private void annotation(AnnotationExpr annotation, TokenRange tokens) {
    tokens.getBegin().getRange().ifPresent(range -> names.put(range, Kind.ANNOTATION));
    annotation.getName().getRange().ifPresent(range -> names.put(range, Kind.ANNOTATION));
  }

  private void tokens(TokenRange tokens) {
    tokens.forEach(this::token);
    if (!text.isEmpty()) {
      endLine();
    }
  }

  private void token(JavaToken token) {
    Kind kind = kind(token);
    String[] parts = token.getText().split("\\R", -1);
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        endLine();
      }
      add(kind, parts[i]);
    }
  }

  private void add(Kind kind, String part) {
    if (part.isEmpty()) {
      return;
    }
    text.append(part);
    if (kind == Kind.COMMENT) {
      pieces.addAll(CodeLine.comment(part));
    } else {
      pieces.add(new Piece(kind, part));
    }
  }

  private void endLine() {
    lines.add(new CodeLine(lines.size() + 1, text.toString(), joined(pieces)));
    text.setLength(0);
    pieces = new ArrayList<>();
  }

  /** Neighbours of one colour are one piece. */
  private static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    for (Piece piece : pieces) {
      if (!joined.isEmpty() && joined.getLast().kind() == piece.kind()) {
        Piece last = joined.removeLast();
        joined.add(new Piece(last.kind(), last.text() + piece.text()));
      } else {
        joined.add(piece);
      }
    }
    return List.copyOf(joined);
  }

  private Kind kind(JavaToken token) {
    Kind named = token.getRange().map(names::get).orElse(null);
    if (named != null) {
      return named;
    }
    return switch (token.getCategory()) {
      case COMMENT -> Kind.COMMENT;
      case KEYWORD -> Kind.KEYWORD;
      case LITERAL -> isWord(token) ? Kind.KEYWORD : Kind.LITERAL;
      case IDENTIFIER, OPERATOR, SEPARATOR, WHITESPACE_NO_EOL, EOL -> Kind.PLAIN;
    };
  }

  /** true, false and null. */
  private static boolean isWord(JavaToken token) {
    return Character.isLetter(token.getText().charAt(0));
  }
}
