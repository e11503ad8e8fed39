package dev.fetchfold;

import java.util.function.Consumer;

/**
 * The parts of a value that may get more of them, in one place and with their defaults. The value
 * reads from here and changes nothing; what is to differ is changed in a copy.
 *
 * @param <P> the parts of one kind of value
 */
abstract class Parts<P extends Parts<P>> implements Cloneable {

  P with(Consumer<P> change) {
    P copy = copy();
    change.accept(copy);
    return copy;
  }

  @SuppressWarnings("unchecked") // a clone is of its own class
  P copy() {
    try {
      return (P) clone();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("parts can be cloned", e);
    }
  }
}
