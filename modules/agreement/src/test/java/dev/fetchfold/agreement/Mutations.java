package dev.fetchfold.agreement;

import dev.fetchfold.origin.Script;
import dev.fetchfold.origin.Script.After;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Replies made by breaking good ones in one place each: every reply has an id that says how, and
 * the same ones are made each time.
 */
final class Mutations {
  private static final String FIELDS = "Content-Type: text/plain\r\nX-One: 1\r\n";
  private static final String SIZED = FIELDS + "Content-Length: 5\r\n\r\nhello";
  private static final String CHUNKED = FIELDS + "Transfer-Encoding: chunked\r\n\r\n";
  private static final String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

  private final List<Mutation> all = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  /** One reply and the method that it answers; what is read of it does not depend on time. */
  record Mutation(String id, String method, Script script) {}

  static List<Mutation> all() {
    Mutations mutations = new Mutations();
    mutations.statusLines();
    mutations.fieldLines();
    mutations.lineEnds();
    mutations.lengths();
    mutations.codings();
    mutations.chunks();
    mutations.trailers();
    mutations.interim();
    mutations.withoutBody();
    mutations.truncations();
    return List.copyOf(mutations.all);
  }

  private void statusLines() {
    for (String line :
        List.of(
            "HTTP/1.1 200 OK",
            "HTTP/1.0 200 OK",
            "HTTP/1.2 200 OK",
            "HTTP/1.9 200 OK",
            "HTTP/1.10 200 OK",
            "HTTP/01.1 200 OK",
            "HTTP/0.9 200 OK",
            "HTTP/2.0 200 OK",
            "HTTP/2 200 OK",
            "HTTP/3 200 OK",
            "HTTP/1 200 OK",
            "HTTP/1. 200 OK",
            "HTTP/.1 200 OK",
            "HTTP/1,1 200 OK",
            "HTTP/1.1.1 200 OK",
            "HTTP/-1.1 200 OK",
            "HTTP/a.b 200 OK",
            "http/1.1 200 OK",
            "Http/1.1 200 OK",
            "HTTPS/1.1 200 OK",
            "HTTP 1.1 200 OK",
            "HTTP/1.1  200 OK",
            "HTTP/1.1\t200 OK",
            "HTTP/1.1 200\tOK",
            "HTTP/1.1 200  OK",
            " HTTP/1.1 200 OK",
            "\tHTTP/1.1 200 OK",
            "HTTP/1.1 200",
            "HTTP/1.1 200 ",
            "HTTP/1.1 200OK",
            "HTTP/1.1 20 OK",
            "HTTP/1.1 2 OK",
            "HTTP/1.1 2000 OK",
            "HTTP/1.1 0200 OK",
            "HTTP/1.1 +200 OK",
            "HTTP/1.1 -200 OK",
            "HTTP/1.1 2x0 OK",
            "HTTP/1.1 0x200 OK",
            "HTTP/1.1 \u00b2\u00b2\u00b2 OK",
            "HTTP/1.1 000 OK",
            "HTTP/1.1 099 OK",
            "HTTP/1.1 600 OK",
            "HTTP/1.1 999 OK",
            "HTTP/1.1 ",
            "HTTP/1.1",
            "HTTP/",
            "HTTP",
            "",
            "200 OK",
            "ICY 200 OK",
            "HTTP/1.1 200 \u00fcber \u00ff",
            "HTTP/1.1 200 a\0b",
            "HTTP/1.1 200 a\u0001b",
            "HTTP/1.1 200 a\u007fb",
            "HTTP/1.1 200 a\u001bb",
            "HTTP/1.1 200 \tOK\t",
            "HTTP/1.1 200 " + "a".repeat(1000),
            "GET / HTTP/1.1",
            "<html>",
            "SSH-2.0-server")) {
      close("status line " + line, line + "\r\n" + SIZED);
    }
  }

  private void fieldLines() {
    for (String line :
        List.of(
            "X-Two: 2\r\n folded",
            "X-Two: 2\r\n\tfolded",
            "X-Two: 2\r\n \r\n folded",
            "X-Two:\r\n folded",
            "X-Two: 2\r\n  Content-Length: 3",
            " X-Two: 2",
            "\tX-Two: 2",
            "X-Two : 2",
            "X-Two\t: 2",
            "X Two: 2",
            ": 2",
            " : 2",
            "X-Two",
            "X-Two 2",
            "X-Two;2",
            "X-Two:",
            "X-Two: ",
            "X-Two:2",
            "X-Two:\t2\t",
            "X-Two:: 2",
            "X\0Two: 2",
            "X\u0001Two: 2",
            "X\u007fTwo: 2",
            "X\u00e4Two: 2",
            "X(Two: 2",
            "X[Two]: 2",
            "X\"Two: 2",
            "X/Two: 2",
            "X@Two: 2",
            "X-Two!#$%&'*+-.^_`|~: 2",
            "X-Two: a\0b",
            "X-Two: a\u0001b",
            "X-Two: a\u000bb",
            "X-Two: a\u001fb",
            "X-Two: a\u007fb",
            "X-Two: a\u0080b",
            "X-Two: a\u00e4b",
            "X-Two: a\u00ffb",
            "X-Two: a\rb",
            "X-Two: a\nb",
            "X-Two: a\n b",
            "X-Two: a\nX-Three: b",
            "X-Two: a\r\rb",
            "X-Two: a\r",
            "\r",
            "\0",
            "X-Two: " + "a".repeat(5000))) {
      close("first field " + line, head("200 OK", line + "\r\n") + SIZED);
      String last = FIELDS + "Content-Length: 5\r\n" + line + "\r\n\r\nhello";
      close("last field " + line, head("200 OK", last));
    }
  }

  private void lineEnds() {
    String good = head("200 OK", SIZED);
    String status = "HTTP/1.1 200 OK";
    close("bare LF everywhere", good.replace("\r\n", "\n"));
    close("bare CR everywhere", good.replace("\r\n", "\r"));
    close("LF CR everywhere", good.replace("\r\n", "\n\r"));
    close("CR CR LF everywhere", good.replace("\r\n", "\r\r\n"));
    for (String end : List.of("\n", "\r", "\r\r\n", "\n\r\n", " \r\n", "\t\r\n", "\0\r\n")) {
      close("status line ends in " + end, status + end + SIZED);
      close("field ends in " + end, good.replace("X-One: 1\r\n", "X-One: 1" + end));
      close("length ends in " + end, good.replace("Length: 5\r\n", "Length: 5" + end));
      close("head ends in " + end, good.replace("\r\n\r\n", "\r\n" + end));
    }
    for (String before :
        List.of(
            "\r\n",
            "\r\n\r\n",
            "\n",
            "\n\n",
            "\r",
            "\r\r\n",
            " ",
            " \r\n",
            "\0",
            "\u00ef\u00bb\u00bf")) {
      close("before the status line " + before, before + good);
    }
  }

  private void lengths() {
    for (String value :
        List.of(
            "5",
            "05",
            "0005",
            "+5",
            "-5",
            "-0",
            "5 ",
            "5\t",
            " 5",
            "5, 5",
            "5,5",
            "5 ,5",
            "5,,5",
            "5,",
            ",5",
            "5, 6",
            "5; 5",
            "5.0",
            "5e0",
            "0x5",
            "5 5",
            "\"5\"",
            "",
            " ",
            ",",
            "five",
            "\u00b5",
            "5\0",
            "4",
            "6",
            "0",
            "00",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551621",
            "99999999999999999999999",
            "2147483648",
            "4294967301")) {
      close("length " + value, head("200 OK", "Content-Length: " + value + "\r\n\r\nhello"));
      close(
          "length " + value + " then 5",
          head("200 OK", "Content-Length: " + value + "\r\n" + SIZED));
      String after = FIELDS + "Content-Length: 5\r\ncontent-length: " + value + "\r\n\r\nhello";
      close("length 5 then " + value, head("200 OK", after));
    }
  }

  private void codings() {
    for (String value :
        List.of(
            "chunked",
            "Chunked",
            "CHUNKED",
            " chunked",
            "chunked ",
            "chunked\t",
            "chunked,",
            ",chunked",
            ", chunked ,",
            "chunked, chunked",
            "chunked, identity",
            "identity, chunked",
            "identity",
            "gzip",
            "gzip, chunked",
            "chunked, gzip",
            "deflate",
            "chunked;a=b",
            "chunked; a=b",
            "\"chunked\"",
            "'chunked'",
            "xchunked",
            "chunkedx",
            "chunked\u000b",
            "chunked\0",
            "\u000bchunked",
            "chun ked",
            "trailers",
            "",
            " ",
            ",",
            "chunked chunked",
            "chunked\r\n chunked",
            "\r\n chunked")) {
      String field = "Transfer-Encoding: " + value + "\r\n";
      close("coding " + value, head("200 OK", field + "\r\n" + CHUNKS));
      close("coding " + value + " in 1.0", "HTTP/1.0 200 OK\r\n" + field + "\r\n" + CHUNKS);
      close(
          "length and coding " + value,
          head("200 OK", "Content-Length: 5\r\n" + field + "\r\n" + CHUNKS));
      close(
          "coding " + value + " and length",
          head("200 OK", field + "Content-Length: 15\r\n\r\n" + CHUNKS));
      close(
          "coding chunked and " + value,
          head("200 OK", "Transfer-Encoding: chunked\r\n" + field + "\r\n" + CHUNKS));
      close(
          "Connection: close and coding " + value,
          head("200 OK", "Connection: close\r\n" + field + "\r\n" + CHUNKS));
    }
    close(
        "coding with a blank before its colon",
        head("200 OK", "Transfer-Encoding : chunked\r\n\r\n" + CHUNKS));
    close(
        "coding under another name", head("200 OK", "Transfer_Encoding: chunked\r\n\r\n" + CHUNKS));
  }

  private void chunks() {
    for (String size :
        List.of(
            "5",
            "05",
            "0000000000000000000005",
            "5 ",
            "5\t",
            " 5",
            "\t5",
            "+5",
            "-5",
            "0x5",
            "5h",
            "5;",
            "5;a",
            "5;a=b",
            "5; a=b",
            "5 ; a=b",
            "5;a=\"b\"",
            "5;a=\"b;c\"",
            "5;a=\"b\\\"c\"",
            "5;a=\"",
            "5;=b",
            "5;a\0b",
            "5;\u0001",
            "5;a\rb",
            "5;\u00e4",
            "5,5",
            "5 5",
            "5.0",
            "",
            " ",
            ";",
            ";a=b",
            "g",
            "\u00b5",
            "5\0",
            "-1",
            "-0",
            "80000005",
            "7fffffff",
            "80000000",
            "ffffffff",
            "100000005",
            "7fffffffffffffff",
            "8000000000000000",
            "ffffffffffffffff",
            "10000000000000005",
            "5" + ";a".repeat(2000),
            "4",
            "6")) {
      close("chunk size " + size, chunked(size + "\r\nhello\r\n0\r\n\r\n"));
      close("second chunk size " + size, chunked("3\r\nabc\r\n" + size + "\r\nhello\r\n0\r\n\r\n"));
    }
    for (String last :
        List.of(
            "0",
            "00",
            "0000000000000000000000",
            "-0",
            "+0",
            " 0",
            "0 ",
            "0;a",
            "0;a=b",
            "0x0",
            "")) {
      close("last chunk " + last, chunked("5\r\nhello\r\n" + last + "\r\n\r\n"));
    }
    for (String end :
        List.of("\n", "\r", "", "\r\r\n", "\n\r\n", " \r\n", "x\r\n", "\r\n\r\n", "\0\r\n")) {
      close("chunk size ends in " + end, chunked("5" + end + "hello\r\n0\r\n\r\n"));
      close("chunk ends in " + end, chunked("5\r\nhello" + end + "0\r\n\r\n"));
      close("last chunk ends in " + end, chunked("5\r\nhello\r\n0" + end + "\r\n"));
      close("trailers end in " + end, chunked("5\r\nhello\r\n0\r\n" + end));
    }
    close("chunks in upper case", chunked("A\r\nhello hell\r\n0\r\n\r\n"));
    close("chunks in lower case", chunked("a\r\nhello hell\r\n0\r\n\r\n"));
    close("no chunk but the last", chunked("0\r\n\r\n"));
    close("bytes after the last chunk", chunked(CHUNKS + "surplus"));
  }

  private void trailers() {
    for (String line :
        List.of(
            "X: 1",
            "X: 1\r\nY: 2",
            "X:",
            "X : 1",
            " X: 1",
            "X: 1\r\n folded",
            "X",
            ": 1",
            "X 1",
            "X\0: 1",
            "X: a\0b",
            "X: a\rb",
            "X: a\nb",
            "X: \u0001",
            "X: \u00e4",
            "(: 1",
            "Content-Length: 3",
            "Transfer-Encoding: chunked",
            "Host: x",
            "HTTP/1.1 200 OK",
            "0",
            "\r",
            "X: " + "a".repeat(5000))) {
      close("trailer " + line, chunked("5\r\nhello\r\n0\r\n" + line + "\r\n\r\n"));
    }
  }

  private void interim() {
    String last = head("200 OK", SIZED);
    for (String status :
        List.of(
            "100 Continue",
            "102 Processing",
            "103 Early Hints",
            "199 X",
            "101 Switching Protocols",
            "100",
            "150 ")) {
      close("interim " + status, head(status, "\r\n") + last);
      close("interim with fields " + status, head(status, "Link: </a>\r\n\r\n") + last);
      close("interim with a length " + status, head(status, "Content-Length: 5\r\n\r\n") + last);
      close(
          "interim with a coding " + status,
          head(status, "Transfer-Encoding: chunked\r\n\r\n") + last);
      close("interim alone " + status, head(status, "\r\n"));
      close("interim cut short " + status, head(status, "Link: </a>\r\n"));
      close("interim and half a reply " + status, head(status, "\r\n") + "HTTP/1.1 200 OK\r\nX");
      close("interim and no HTTP " + status, head(status, "\r\n") + "nothing of the kind\r\n\r\n");
    }
    close("ten of them", head("103 Early Hints", "Link: </a>\r\n\r\n").repeat(10) + last);
    close("interim in 1.0", "HTTP/1.0 100 Continue\r\n\r\n" + last);
    close("final in 1.0", head("100 Continue", "\r\n") + "HTTP/1.0 200 OK\r\n" + SIZED);
  }

  private void withoutBody() {
    for (String status :
        List.of("204 No Content", "304 Not Modified", "205 Reset Content", "200 OK")) {
      for (String rest :
          List.of(
              "\r\n",
              SIZED,
              "Content-Length: 5\r\n\r\n",
              "Content-Length: 0\r\n\r\n",
              "Content-Length: x\r\n\r\n",
              "Content-Length: 5\r\nContent-Length: 6\r\n\r\n",
              CHUNKED,
              CHUNKED + CHUNKS,
              "Transfer-Encoding: gzip\r\n\r\n",
              "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
              "\r\nhello")) {
        close(status + " without a body, " + rest, head(status, rest));
        add(status + " to HEAD, " + rest, "HEAD", head(status, rest), After.CLOSE);
      }
    }
  }

  private void truncations() {
    String sized = head("200 OK", SIZED);
    String chunked = head("200 OK", CHUNKED + "5;a=b\r\nhello\r\n0\r\nX: 1\r\n\r\n");
    String untilEnd = head("200 OK", "X-One: 1\r\n\r\nhello");
    String interim = head("103 Early Hints", "Link: </a>\r\n\r\n") + sized;
    truncated("sized", sized);
    truncated("chunked", chunked);
    truncated("until the end", untilEnd);
    truncated("interim", interim);
    int headEnd = sized.indexOf("\r\n\r\n");
    for (int length = 0; length < headEnd; length += 7) {
      add("sized reset after " + length, "GET", sized.substring(0, length), After.RESET);
    }
  }

  private void truncated(String name, String whole) {
    for (int length = 0; length < whole.length(); length++) {
      close(name + " closed after " + length, whole.substring(0, length));
    }
  }

  private static String head(String status, String rest) {
    return "HTTP/1.1 " + status + "\r\n" + rest;
  }

  private static String chunked(String chunks) {
    return head("200 OK", CHUNKED + chunks);
  }

  private void close(String id, String reply) {
    add(id, "GET", reply, After.CLOSE);
  }

  private void add(String id, String method, String reply, After after) {
    if (known.add(method + " " + after + " " + reply)) {
      all.add(new Mutation(id, method, Script.raw(reply, after)));
    }
  }
}
