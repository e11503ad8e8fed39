package dev.fetchfold.support;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decodes gzip (RFC 1952) as it arrives, at whatever boundaries: header fields, checksum and length
 * of each member are checked, members follow one another, zeros may pad the end. Nothing else may:
 * what the JDK's stream ignores there is an error here. So is a header without end.
 */
final class Gunzip implements AutoCloseable {
  private static final byte[] NOTHING = new byte[0];
  private static final int CHUNK = 8 << 10;

  /**
   * The extra field, which may have half as many, the name and the comment of a member together.
   */
  static final int LARGEST_HEADER = 128 << 10;

  private static final int HEADER_CHECKSUM = 1 << 1;
  private static final int EXTRA = 1 << 2;
  private static final int NAME = 1 << 3;
  private static final int COMMENT = 1 << 4;
  private static final int RESERVED = 0xe0;

  /** Where the next byte belongs, in the order of the format. */
  private enum Part {
    /** Before the first member. */
    START,
    /** Identification, method, flags, time, extra flags, system: ten bytes. */
    HEADER,
    EXTRA_LENGTH,
    EXTRA,
    NAME,
    COMMENT,
    HEADER_CHECKSUM,
    DATA,
    CHECKSUM,
    LENGTH,
    /** After a member: another, or padding, or the end. */
    BETWEEN,
    PADDING
  }

  /** Takes the decoded bytes. */
  interface Sink {

    /**
     * Takes some of them.
     *
     * @param bytes to be copied
     * @param length how many, from the first
     * @throws FaultException if they are too many
     */
    void take(byte[] bytes, int length) throws FaultException;
  }

  /** The bytes are no gzip. */
  static final class Corrupt extends Exception {
    private static final long serialVersionUID = 1L;

    Corrupt(String message) {
      super(message, null, false, false);
    }
  }

  private final Sink sink;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 headerChecksum = new CRC32();
  private final CRC32 checksum = new CRC32();
  private final byte[] decoded = new byte[CHUNK];

  private Part part = Part.START;

  /** The bytes of this part that have come. */
  private int at;

  /** A number that is read byte by byte, the least first. */
  private long number;

  private int flags;
  private int extraLength;
  private long length;

  /** Of this member's header, beyond the ten bytes that each has. */
  private int headerBytes;

  Gunzip(Sink sink) {
    this.sink = sink;
  }

  void push(ByteBuffer bytes) throws Corrupt, FaultException {
    while (bytes.hasRemaining()) {
      if (part == Part.DATA) {
        inflate(bytes);
      } else {
        step(bytes.get() & 0xff);
      }
    }
  }

  /** Nothing at all is an empty body: of a reply to HEAD, of a 304, of servers that send it so. */
  void end() throws Corrupt {
    if (part != Part.START && part != Part.BETWEEN && part != Part.PADDING) {
      throw new Corrupt("is cut short");
    }
  }

  @Override
  public void close() {
    inflater.end();
  }

  private void inflate(ByteBuffer bytes) throws Corrupt, FaultException {
    inflater.setInput(bytes);
    try {
      int count = inflater.inflate(decoded);
      while (count > 0) {
        checksum.update(decoded, 0, count);
        length += count;
        sink.take(decoded, count);
        count = inflater.inflate(decoded);
      }
    } catch (DataFormatException e) {
      throw new Corrupt("has corrupt data");
    } finally {
      inflater.setInput(NOTHING); // lets go of the caller's buffer
    }
    if (inflater.finished()) {
      enter(Part.CHECKSUM);
    }
  }

  private void step(int octet) throws Corrupt {
    switch (part) {
      case START, HEADER -> header(octet);
      case EXTRA_LENGTH -> extraLength(octet);
      case EXTRA -> extra(octet);
      case NAME, COMMENT -> text(octet);
      case HEADER_CHECKSUM -> headerChecksum(octet);
      case CHECKSUM -> checksum(octet);
      case LENGTH -> length(octet);
      case BETWEEN, PADDING -> between(octet);
      case DATA -> throw new IllegalStateException("data is inflated");
    }
  }

  private void header(int octet) throws Corrupt {
    part = Part.HEADER;
    headerChecksum.update(octet);
    switch (at++) {
      case 0 -> expect(octet == 0x1f, "does not begin as gzip");
      case 1 -> expect(octet == 0x8b, "does not begin as gzip");
      case 2 -> expect(octet == 8, "has an unknown method");
      case 3 -> {
        expect((octet & RESERVED) == 0, "has unknown flags");
        flags = octet;
      }
      case 9 -> enter(after(Part.HEADER));
      default -> {} // time, extra flags and system say nothing about the body
    }
  }

  private void extraLength(int octet) throws Corrupt {
    countHeader(octet);
    add(octet);
    if (at == 2) {
      extraLength = (int) number;
      enter(extraLength == 0 ? after(Part.EXTRA) : Part.EXTRA);
    }
  }

  private void extra(int octet) throws Corrupt {
    countHeader(octet);
    if (++at == extraLength) {
      enter(after(Part.EXTRA));
    }
  }

  private void text(int octet) throws Corrupt {
    countHeader(octet);
    if (octet == 0) {
      enter(after(part));
    }
  }

  private void countHeader(int octet) throws Corrupt {
    headerChecksum.update(octet);
    expect(++headerBytes <= LARGEST_HEADER, "has a header over " + LARGEST_HEADER + " bytes");
  }

  private void headerChecksum(int octet) throws Corrupt {
    add(octet);
    if (at == 2) {
      expect(number == (headerChecksum.getValue() & 0xffff), "has a header with a wrong checksum");
      enter(Part.DATA);
    }
  }

  private void checksum(int octet) throws Corrupt {
    add(octet);
    if (at == 4) {
      expect(number == checksum.getValue(), "has a wrong checksum");
      enter(Part.LENGTH);
    }
  }

  private void length(int octet) throws Corrupt {
    add(octet);
    if (at == 4) {
      expect(number == (length & 0xffff_ffffL), "has a wrong length");
      enter(Part.BETWEEN);
    }
  }

  private void between(int octet) throws Corrupt {
    if (part == Part.BETWEEN && octet != 0) {
      nextMember();
      header(octet);
    } else {
      expect(octet == 0, "is followed by something else");
      part = Part.PADDING;
    }
  }

  private void nextMember() {
    inflater.reset();
    headerChecksum.reset();
    checksum.reset();
    length = 0;
    headerBytes = 0;
    enter(Part.HEADER);
  }

  /** The optional parts of a header, as its flags say. */
  private Part after(Part done) {
    if (done == Part.HEADER && (flags & EXTRA) != 0) {
      return Part.EXTRA_LENGTH;
    }
    if (done.compareTo(Part.NAME) < 0 && (flags & NAME) != 0) {
      return Part.NAME;
    }
    if (done.compareTo(Part.COMMENT) < 0 && (flags & COMMENT) != 0) {
      return Part.COMMENT;
    }
    return (flags & HEADER_CHECKSUM) != 0 ? Part.HEADER_CHECKSUM : Part.DATA;
  }

  private void add(int octet) {
    number |= (long) octet << (8 * at++);
  }

  private void enter(Part next) {
    part = next;
    at = 0;
    number = 0;
  }

  private static void expect(boolean holds, String message) throws Corrupt {
    if (!holds) {
      throw new Corrupt(message);
    }
  }
}
