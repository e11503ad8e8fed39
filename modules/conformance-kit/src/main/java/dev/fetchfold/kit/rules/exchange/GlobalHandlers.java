package dev.fetchfold.kit.rules.exchange;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Listens where errors go that have nobody to go to: the default handler of uncaught exceptions,
 * and the hooks of the reactive libraries that are on the class path.
 */
final class GlobalHandlers implements AutoCloseable {
  private static final String REACTOR = "reactor.core.publisher.Hooks";
  private static final String RXJAVA = "io.reactivex.rxjava3.plugins.RxJavaPlugins";
  private static final String RXJAVA_CONSUMER = "io.reactivex.rxjava3.functions.Consumer";

  private final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private final List<Undo> undo = new ArrayList<>();

  GlobalHandlers() throws ReflectiveOperationException {
    Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
    Thread.setDefaultUncaughtExceptionHandler(this::uncaught);
    undo.add(() -> Thread.setDefaultUncaughtExceptionHandler(before));
    hookReactor();
    hookRxJava();
  }

  /** What was heard, of threads other than the kit's. */
  List<String> heard() {
    return List.copyOf(heard);
  }

  @Override
  public void close() throws ReflectiveOperationException {
    for (Undo each : undo) {
      each.run();
    }
  }

  private interface Undo {
    void run() throws ReflectiveOperationException;
  }

  private void uncaught(Thread thread, Throwable thrown) {
    if (!thread.getName().startsWith("kit-")) {
      heard.add("uncaught in " + thread.getName() + ": " + thrown);
    }
  }

  private void hookReactor() throws ReflectiveOperationException {
    Class<?> hooks = find(REACTOR);
    if (hooks != null) {
      Consumer<Throwable> dropped = thrown -> heard.add("dropped by Reactor: " + thrown);
      hooks.getMethod("onErrorDropped", Consumer.class).invoke(null, dropped);
      undo.add(() -> hooks.getMethod("resetOnErrorDropped").invoke(null));
    }
  }

  private void hookRxJava() throws ReflectiveOperationException {
    Class<?> plugins = find(RXJAVA);
    if (plugins != null) {
      Class<?> consumer = Class.forName(RXJAVA_CONSUMER);
      Object before = plugins.getMethod("getErrorHandler").invoke(null);
      Method set = plugins.getMethod("setErrorHandler", consumer);
      set.invoke(null, consumerOf(consumer));
      undo.add(() -> set.invoke(null, before));
    }
  }

  private Object consumerOf(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) -> hear(arguments));
  }

  private @Nullable Object hear(Object[] arguments) {
    heard.add("dropped by RxJava: " + arguments[0]);
    return null;
  }

  private static @Nullable Class<?> find(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}
