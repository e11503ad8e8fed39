package dev.fetchfold.kit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a check: a method with one parameter of type {@link Trial}, which returns if what it saw
 * agrees with the rule and throws if not.
 *
 * <p>Unless {@link #through} says otherwise, the check runs once per face if one of its rules holds
 * for every face, else once through {@code fetch}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Observes {

  /**
   * What the check observes.
   *
   * @return one rule or more, none twice
   */
  Rule[] value();

  /**
   * The kinds of face that the check runs through, where it needs what only those have.
   *
   * @return kinds of face; none to leave it to the rules
   */
  Class<? extends Face>[] through() default {};
}
