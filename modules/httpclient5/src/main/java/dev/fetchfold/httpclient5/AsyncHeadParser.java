package dev.fetchfold.httpclient5;

import java.io.IOException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.nio.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/** As strict as {@link HeadParser}, for bytes that come when they come. */
final class AsyncHeadParser implements NHttpMessageParser<HttpResponse> {
  private final NHttpMessageParser<HttpResponse> strict;
  private final long longest;
  private long parsed;
  private @Nullable SessionInputBuffer buffer;

  AsyncHeadParser(Http1Config http1) {
    strict = new DefaultHttpResponseParserFactory(http1, null, HeadLines.INSTANCE).create();
    longest = Http1.longestHead(http1);
  }

  /** Bytes that came with the last head or body and belong to neither. */
  boolean hasSurplus() {
    return parsed > 0 || (buffer != null && buffer.hasData());
  }

  @Override
  public void reset() {
    strict.reset();
    parsed = 0;
  }

  /** Null, as the contract has it, if more has to come, or nothing has. */
  @Override
  public @Nullable HttpResponse parse(SessionInputBuffer buffer, boolean ended)
      throws IOException, HttpException {
    this.buffer = buffer;
    int before = buffer.length();
    HttpResponse head = parse(buffer);
    parsed += before - buffer.length();
    if (head != null) {
      return head;
    }
    if (parsed > longest) {
      throw new MessageConstraintException("The head is too long");
    }
    if (ended && (parsed > 0 || buffer.hasData())) { // OUT-04: the end of no head
      throw new ConnectionClosedException("Premature end of the head");
    }
    return null;
  }

  /** Never told of the end, which it would take for the end of the head. */
  private @Nullable HttpResponse parse(SessionInputBuffer buffer)
      throws IOException, HttpException {
    try {
      return strict.parse(buffer, false);
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Invalid status", e);
    }
  }
}
