package dev.fetchfold.httpclient5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.config.CharCodingConfig;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.BasicHttpTransportMetrics;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.Http1StreamListener;
import org.apache.hc.core5.http.impl.nio.ChunkDecoder;
import org.apache.hc.core5.http.impl.nio.ClientHttp1StreamDuplexer;
import org.apache.hc.core5.http.impl.nio.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.nio.ContentDecoder;
import org.apache.hc.core5.http.nio.NHttpMessageParser;
import org.apache.hc.core5.http.nio.SessionInputBuffer;
import org.apache.hc.core5.http.protocol.HttpProcessorBuilder;
import org.apache.hc.core5.reactor.ProtocolIOSession;
import org.apache.hc.core5.util.CharArrayBuffer;
import org.jspecify.annotations.Nullable;

/** HttpCore's HTTP/1.1, which takes the end of the connection for the end of the chunks. */
final class StrictDuplexer extends ClientHttp1StreamDuplexer {
  private final Http1Config http1;

  StrictDuplexer(
      ProtocolIOSession session,
      Http1Config http1,
      NHttpMessageParser<HttpResponse> heads,
      Http1StreamListener listener) {
    super(
        session,
        HttpProcessorBuilder.create().build(),
        http1,
        CharCodingConfig.DEFAULT,
        DefaultConnectionReuseStrategy.INSTANCE,
        heads,
        DefaultHttpRequestWriterFactory.INSTANCE.create(),
        DefaultContentLengthStrategy.INSTANCE,
        DefaultContentLengthStrategy.INSTANCE,
        listener);
    this.http1 = http1;
  }

  @Override
  protected @Nullable ContentDecoder createContentDecoder(
      long length,
      ReadableByteChannel channel,
      SessionInputBuffer buffer,
      BasicHttpTransportMetrics metrics)
      throws HttpException {
    return length == ContentLengthStrategy.CHUNKED
        ? new ChunkDecoder(channel, new WholeLines(buffer), http1, metrics)
        : super.createContentDecoder(length, channel, buffer, metrics);
  }

  /** Its lines are ended by their own ends, not by the connection's (OUT-04). */
  private record WholeLines(SessionInputBuffer buffer) implements SessionInputBuffer {
    @Override
    public boolean readLine(CharArrayBuffer line, boolean ended) throws IOException {
      boolean whole = buffer.readLine(line, false);
      if (!whole && ended) {
        throw new ConnectionClosedException("Premature end of the chunks");
      }
      return whole;
    }

    @Override
    public boolean hasData() {
      return buffer.hasData();
    }

    @Override
    public int length() {
      return buffer.length();
    }

    @Override
    public int fill(ReadableByteChannel source) throws IOException {
      return buffer.fill(source);
    }

    @Override
    public int read() {
      return buffer.read();
    }

    @Override
    public int read(ByteBuffer target, int length) {
      return buffer.read(target, length);
    }

    @Override
    public int read(ByteBuffer target) {
      return buffer.read(target);
    }

    @Override
    public int read(WritableByteChannel target, int length) throws IOException {
      return buffer.read(target, length);
    }

    @Override
    public int read(WritableByteChannel target) throws IOException {
      return buffer.read(target);
    }
  }
}
