package dev.fetchfold.httpclient5;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The strict parser of httpcore5, and stricter. HttpClient's own skips lines until one is a status
 * line, and so waits for ever on garbage; httpcore5's takes the end of the connection for the end
 * of the head.
 */
final class HeadParser implements HttpMessageParser<ClassicHttpResponse> {
  private final DefaultHttpResponseParser strict;
  private final Incoming incoming;
  private final long longest;
  private @Nullable SessionInputBuffer buffer;

  HeadParser(Http1Config http1, Incoming incoming) {
    this.strict = new DefaultHttpResponseParser(http1, HeadLines.INSTANCE, null);
    this.incoming = incoming;
    this.longest = Http1.longestHead(http1);
  }

  /** Bytes that came with the last head or body and belong to neither. */
  boolean hasSurplus() {
    return buffer != null && buffer.length() > 0;
  }

  /** Null, as the contract has it, if the connection ended before the first byte. */
  @Override
  public @Nullable ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    this.buffer = buffer;
    incoming.limit(longest);
    try {
      return whole(strict.parse(buffer, in));
    } catch (HttpException e) {
      throwIfEnded(); // rather than what the parser made of half a line
      throw e;
    } catch (IllegalArgumentException e) {
      throw new ProtocolException("Invalid status", e);
    } finally {
      incoming.unlimited();
    }
  }

  private @Nullable ClassicHttpResponse whole(@Nullable ClassicHttpResponse head)
      throws ConnectionClosedException {
    if (head != null) {
      throwIfEnded(); // OUT-04: a head that the end of the connection ended
    }
    return head;
  }

  private void throwIfEnded() throws ConnectionClosedException {
    if (incoming.ended()) {
      throw new ConnectionClosedException("Premature end of the head");
    }
  }
}
