package dev.fetchfold.httpcore5;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * A TCP connection, as a socket that TLS can be laid over. What the JDK's own sockets do not do:
 *
 * <ul>
 *   <li>It can be read without waiting, between {@link #stopWaiting()} and {@link #waitAgain()}:
 *       where nothing has come, a read throws a timeout, which leaves a TLS session as it is.
 *   <li>It knows whether a read has met the end of the connection: an end of TLS without that is
 *       one that the peer has announced.
 *   <li>A read or write by an interrupted thread closes it, also where it would not have to wait.
 * </ul>
 */
final class Wire extends Socket {
  private final SocketChannel channel;
  private final Socket tcp;
  private final InputStream in = new In();
  private final OutputStream out = new Out();
  private volatile boolean ended;

  private Wire(SocketChannel channel) {
    this.channel = channel;
    this.tcp = channel.socket();
  }

  static Wire open() throws IOException {
    return new Wire(SocketChannel.open());
  }

  /** Whether a read has met the end of the connection. */
  boolean hasEnded() {
    return ended;
  }

  void stopWaiting() throws IOException {
    channel.configureBlocking(false);
  }

  void waitAgain() throws IOException {
    channel.configureBlocking(true);
  }

  /** Ends it at once, by a reset, whoever is blocked on it. */
  void reset() {
    try (tcp) {
      tcp.setSoLinger(true, 0);
    } catch (IOException e) {
      // It was not open.
    }
  }

  @Override
  public void connect(SocketAddress address, int timeout) throws IOException {
    tcp.connect(address, timeout);
  }

  @Override
  public InputStream getInputStream() {
    return in;
  }

  @Override
  public OutputStream getOutputStream() {
    return out;
  }

  @Override
  public void close() throws IOException {
    tcp.close();
  }

  @Override
  public void shutdownOutput() throws IOException {
    tcp.shutdownOutput();
  }

  @Override
  public boolean isConnected() {
    return tcp.isConnected();
  }

  @Override
  public boolean isClosed() {
    return tcp.isClosed();
  }

  @Override
  public InetAddress getInetAddress() {
    return tcp.getInetAddress();
  }

  @Override
  public int getPort() {
    return tcp.getPort();
  }

  @Override
  public void setTcpNoDelay(boolean on) throws SocketException {
    tcp.setTcpNoDelay(on);
  }

  @Override
  public int getSoLinger() throws SocketException {
    return tcp.getSoLinger();
  }

  @Override
  public int getSoTimeout() throws SocketException {
    return tcp.getSoTimeout();
  }

  private final class In extends InputStream {
    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = channel.read(ByteBuffer.wrap(bytes, offset, length));
      if (read == 0 && length > 0) {
        throw new NothingYetException();
      }
      ended |= read < 0;
      return read;
    }
  }

  private final class Out extends OutputStream {
    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      ByteBuffer unsent = ByteBuffer.wrap(bytes, offset, length);
      while (unsent.hasRemaining()) {
        if (channel.write(unsent) == 0) {
          throw new NothingYetException();
        }
      }
    }
  }

  /** Thrown for every idle connection that is looked at, so without a stack trace. */
  private static final class NothingYetException extends SocketTimeoutException {
    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
