package dev.fetchfold.agreement.rooms;

import dev.fetchfold.Fetcher;
import dev.fetchfold.Fetchers;
import dev.fetchfold.Target;

/** A user's program: fetches once, and says from which module. */
final class OnModulePath {
  private OnModulePath() {}

  /** Of an engine's name and a URL. */
  public static void main(String[] arguments) throws InterruptedException {
    try (Fetcher fetcher = Fetchers.open(arguments[0])) {
      int status = fetcher.fetch(Target.of(arguments[1])).orThrow().status();
      System.out.println(fetcher.getClass().getModule() + " " + status);
    }
  }
}
