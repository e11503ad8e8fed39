package dev.fetchfold.cli;

import dev.fetchfold.url.Urls;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The lines of a list: UTF-8, one URL a line, without surrounding white space; blank lines and
 * those that begin with {@code #} are skipped. A line is given as soon as it has come.
 *
 * <p>What cannot be a URL is given too, as {@link NoUrl}, so that it has its row: a line is never
 * read as another one than it is. Of a line without end only its beginning is kept.
 */
final class Lines implements AutoCloseable {
  /** Bytes of a line that are kept, and that a URL may have. */
  static final int LONGEST = 65_536;

  private static final int NONE = -1;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String name;
  private final InputStream in;
  private final ByteBuffer piece = ByteBuffer.allocate(8192).limit(0);
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
  private long number;
  private long length;
  private boolean userFollows;
  private boolean wide;

  /**
   * Nothing read yet.
   *
   * @param name what to call the list in a message
   * @param in its bytes
   */
  Lines(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  /**
   * The next line that is neither blank nor a comment; waits for it.
   *
   * @return the line, or empty at the end
   * @throws IOException if reading fails
   */
  Optional<ListLine> next() throws IOException {
    while (readLine()) {
      String text = text();
      if (!text.isEmpty() && !isComment(text)) {
        return Optional.of(line(text));
      }
    }
    return Optional.empty();
  }

  /** One that goes on after a carriage return is a whole list with other line ends. */
  private static boolean isComment(String text) {
    return text.charAt(0) == '#' && text.indexOf('\r') < 0;
  }

  private ListLine line(String text) {
    if (length > LONGEST) {
      String bytes = " has " + length + " bytes, expected a URL of at most " + LONGEST;
      return noUrl(userFollows ? text + "@" : text, bytes);
    }
    if (wide) {
      return noUrl(text, " is UTF-16, expected UTF-8");
    }
    int foreign = firstForeignByte(text);
    if (foreign < kept.size()) {
      String value = HexFormat.of().withUpperCase().toHexDigits(kept.toByteArray()[foreign]);
      return noUrl(text, " is not UTF-8: it has the byte 0x" + value + " at " + foreign);
    }
    if (text.indexOf('\r') >= 0) {
      String ends = " has a carriage return inside, expected lines that end with LF or CR LF";
      return noUrl(text, ends);
    }
    return new ListLine.Url(text);
  }

  private NoUrl noUrl(String text, String why) {
    return new NoUrl(Urls.masked(text), where() + why);
  }

  private String where() {
    return "line " + number + " of " + name;
  }

  private boolean readLine() throws IOException {
    kept.reset();
    length = 0;
    userFollows = false;
    int b = read();
    if (b == NONE) {
      return false;
    }
    number++;
    int last = NONE;
    while (b != NONE && b != '\n') {
      append(b);
      last = b;
      b = read();
    }
    if (last == '\r' && length > 0) {
      length--;
    }
    wide |= number == 1 && isByteOrderMarkOfUtf16();
    return true;
  }

  /** Endless input without a line end must not fill the memory. */
  private void append(int b) {
    boolean indent = length == 0 && (b == ' ' || b == '\t');
    if (indent) {
      return;
    }
    length++;
    if (kept.size() < LONGEST) {
      kept.write(b);
    } else {
      userFollows |= b == '@';
    }
  }

  private int read() throws IOException {
    while (!piece.hasRemaining()) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("nobody asks any more"); // or a line without end goes on
      }
      int count = in.read(piece.array());
      if (count < 0) {
        return NONE;
      }
      piece.limit(count).position(0);
    }
    return piece.get() & 0xff;
  }

  private boolean isByteOrderMarkOfUtf16() {
    byte[] bytes = kept.toByteArray();
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
            || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
  }

  /** What was kept of the line, as text to show and, where it is UTF-8, to fetch. */
  private String text() {
    String text = kept.toString(StandardCharsets.UTF_8);
    if (wide) {
      text = text.replace("\0", "").replace("\ufffd", "");
    }
    boolean marked = number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return (marked ? text.substring(1) : text).strip();
  }

  /** Where what was kept stops to be UTF-8. */
  private int firstForeignByte(String read) {
    if (read.indexOf('\ufffd') < 0) {
      return kept.size();
    }
    ByteBuffer bytes = ByteBuffer.wrap(kept.toByteArray());
    CharBuffer text = CharBuffer.allocate(bytes.remaining());
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CoderResult result = decoder.decode(bytes, text, true);
    return result.isError() ? bytes.position() : bytes.limit();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
