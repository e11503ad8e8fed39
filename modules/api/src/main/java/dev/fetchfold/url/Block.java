package dev.fetchfold.url;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * A block of addresses, written as {@code 10.0.0.0/8}.
 *
 * @param first its first address
 * @param bits how many bits its addresses have in common
 */
record Block(InetAddress first, int bits) {

  /** Blocks in the notation of the IANA registries. */
  static List<Block> of(String... blocks) {
    return Stream.of(blocks).map(Block::parsed).toList();
  }

  static boolean anyHas(List<Block> blocks, byte[] address) {
    return blocks.stream().anyMatch(block -> block.has(address));
  }

  /** Whether the address is of the same family and in the block. */
  boolean has(byte[] address) {
    byte[] prefix = first.getAddress();
    if (prefix.length != address.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (prefix[i] != address[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((prefix[whole] ^ address[whole]) & (0xff00 >> rest)) == 0;
  }

  private static Block parsed(String block) {
    String[] parts = block.split("/", 2);
    try {
      // A literal, which is parsed and never resolved.
      return new Block(InetAddress.getByName(parts[0]), Integer.parseInt(parts[1]));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("block is " + block, e);
    }
  }
}
