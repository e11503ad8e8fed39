package dev.fetchfold.kit;

import dev.fetchfold.Fetcher;
import dev.fetchfold.FetcherConfig;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Which Maven artifact a class is of, as far as that can be told from where it was loaded. */
final class Coordinates {
  /** How far a module's {@code pom.xml} may be above {@code target/classes} and the like. */
  private static final int UP = 4;

  private static final Pattern DESCRIPTION = Pattern.compile("META-INF/maven/.+/pom\\.properties");
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  private Coordinates() {}

  /** Those of the class that is opened; one whose close hangs must not hang its judge. */
  static Optional<String> ofOpened(Function<FetcherConfig, Fetcher> open) {
    try {
      Fetcher fetcher = open.apply(FetcherConfig.defaults());
      Thread.ofPlatform().daemon().name("kit-close").start(fetcher::close);
      return of(fetcher.getClass());
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  static Optional<String> of(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return Optional.empty();
    }
    try {
      Path place = path(source.getLocation());
      return Files.isDirectory(place) ? ofModule(place) : ofJar(place);
    } catch (IOException | URISyntaxException | SAXException | ParserConfigurationException e) {
      return Optional.empty();
    }
  }

  static Map<String, String> libraries() {
    return libraries(System.getProperty("java.class.path", ""));
  }

  /** The versions of a class path's jars, from their names: not every jar describes itself. */
  static Map<String, String> libraries(String classPath) {
    Map<String, String> versions = new TreeMap<>();
    Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
        .map(entry -> JAR.matcher(new File(entry).getName()))
        .filter(Matcher::matches)
        .forEach(name -> versions.put(name.group(1), name.group(2)));
    return versions;
  }

  private static Path path(URL location) throws URISyntaxException {
    return Path.of(location.toURI());
  }

  /** A jar into which others were unpacked has several descriptions, and so none. */
  private static Optional<String> ofJar(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      List<JarEntry> found =
          jar.stream().filter(entry -> DESCRIPTION.matcher(entry.getName()).matches()).toList();
      return found.size() == 1 ? Optional.of(read(jar, found.get(0))) : Optional.empty();
    }
  }

  private static String read(JarFile jar, JarEntry entry) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = jar.getInputStream(entry)) {
      properties.load(in);
    }
    return String.join(
        ":",
        properties.getProperty("groupId", ""),
        properties.getProperty("artifactId", ""),
        properties.getProperty("version", ""));
  }

  private static Optional<String> ofModule(Path classes)
      throws IOException, SAXException, ParserConfigurationException {
    Optional<Path> pom =
        Stream.iterate(classes, dir -> dir != null, Path::getParent)
            .limit(UP)
            .map(dir -> dir.resolve("pom.xml"))
            .filter(Files::exists)
            .findFirst();
    return pom.isPresent() ? Optional.of(ofPom(pom.get())) : Optional.empty();
  }

  private static String ofPom(Path pom)
      throws IOException, SAXException, ParserConfigurationException {
    Element project =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(pom.toFile())
            .getDocumentElement();
    return Stream.of("groupId", "artifactId", "version")
        .map(name -> own(project, name).or(() -> inherited(project, name)).orElse(""))
        .reduce((left, right) -> left + ":" + right)
        .orElseThrow();
  }

  private static Optional<String> inherited(Element project, String name) {
    return child(project, "parent").flatMap(parent -> own(parent, name));
  }

  private static Optional<String> own(Element element, String name) {
    return child(element, name).map(child -> child.getTextContent().strip());
  }

  private static Optional<Element> child(Element element, String name) {
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        return Optional.of(child);
      }
    }
    return Optional.empty();
  }
}
