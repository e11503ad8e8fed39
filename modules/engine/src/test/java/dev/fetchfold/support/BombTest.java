package dev.fetchfold.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.fetchfold.FetcherConfig;
import dev.fetchfold.Headers;
import dev.fetchfold.Reason;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** BODY-01: a bomb costs no more memory than the cap. */
class BombTest {

  /** 64 MiB of zeros: 64 KiB of gzip, given at once. */
  @Test
  void decodesNoFurtherThanTheCap() throws FaultException {
    ByteBuffer bomb = ByteBuffer.wrap(Gzip.of(new byte[64 << 20]));
    FetcherConfig config = FetcherConfig.defaults().maxBodyBytes(1 << 20);
    ReplyBuffer buffer = new ReplyBuffer(config, Attempts.of("GET"));
    buffer.head(200, Headers.of("Content-Encoding", "gzip"));
    FaultException rejected = assertThrows(FaultException.class, () -> buffer.bytes(bomb));
    assertEquals(Reason.BODY_TOO_LARGE, rejected.fault().reason());
    assertTrue(bomb.remaining() > bomb.limit() / 2, "most of it was never looked at");
    buffer.bytes(bomb);
    assertThrows(IllegalStateException.class, buffer::end);
  }
}
