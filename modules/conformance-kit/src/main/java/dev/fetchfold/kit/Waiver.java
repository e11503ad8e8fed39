package dev.fetchfold.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a fetcher is known to break a rule. It stands on the {@link FetcherConformance} that is
 * run, or on the {@link Subject#recipe recipe} of a subject.
 *
 * <p>The rule is tested all the same. A check of it that fails is reported as {@link State#WAIVED},
 * never as passed. When none of them fails any more, the waiver itself fails: a list of known
 * deviations is worth something only while it is true.
 */
@Documented
@Repeatable(Waiver.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Waiver {

  /**
   * What is broken.
   *
   * @return the rule; one waiver covers all its checks, through every face
   */
  Rule rule();

  /**
   * Why it is, for whoever reads the results.
   *
   * @return a sentence
   */
  String reason();

  /**
   * Where it is kept track of.
   *
   * @return an address, or an id that people can look up
   */
  String issue();

  /**
   * How reliably the kit sees it broken.
   *
   * @return {@code ALWAYS} unless a run may pass by chance
   */
  Seen seen() default Seen.ALWAYS;

  /** How reliably the kit sees a rule broken: its checks may miss a defect once. */
  enum Seen {
    /** In every run: one in which no check fails means that the waiver is no longer needed. */
    ALWAYS,
    /** In some runs: one in which no check fails means nothing. */
    SOMETIMES
  }

  /** Several waivers on one class; the compiler writes it. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE)
  @interface List {

    /**
     * The waivers.
     *
     * @return two or more
     */
    Waiver[] value();
  }
}
