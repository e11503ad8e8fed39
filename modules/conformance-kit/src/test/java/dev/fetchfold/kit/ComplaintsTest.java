package dev.fetchfold.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a JVM of its own complains of reaches the test. */
@Timeout(120)
class ComplaintsTest {
  @Test
  void whatWasHeardAndWhatHasTheWordIsAComplaint() throws Exception {
    List<String> complaints = Complaints.of(Complaining.class, List.of(), "LEAK");
    assertTrue(complaints.contains("! java.io.IOException: dropped"), complaints::toString);
    assertTrue(complaints.contains("a LEAK"), complaints::toString);
    assertFalse(complaints.contains("good news"), complaints::toString);
  }

  static final class Complaining {
    private Complaining() {}

    public static void main(String[] arguments) {
      Complaints complaints = new Complaints();
      complaints.add(new IOException("dropped"));
      System.out.println("good news");
      System.out.println("a LEAK");
      complaints.print();
    }
  }

  @Test
  void aJvmThatFailsIsOne() throws Exception {
    assertEquals(
        List.of("exit status 3", "good news"),
        Complaints.of(Failing.class, List.of("-Xshare:auto")));
  }

  static final class Failing {
    private Failing() {}

    public static void main(String[] arguments) {
      System.out.println("good news");
      System.exit(3);
    }
  }

  @Test
  void aCallThatBlocksIsOneWhereAnEngineMadeIt() {
    Complaints complaints = new Complaints();
    complaints.addBlocking("park");
    assertTrue(complaints.forget());
  }

  /** Threads of a library that have nothing to do. */
  @Test
  void aCallThatBlocksElsewhereIsNone() {
    Complaints complaints = new Complaints();
    CompletableFuture.completedFuture("park").thenAcceptAsync(complaints::addBlocking).join();
    assertFalse(complaints.forget());
  }
}
