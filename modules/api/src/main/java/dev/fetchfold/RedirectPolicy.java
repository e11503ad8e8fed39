package dev.fetchfold;

/** Whether 301, 302, 303, 307 and 308 are followed (REDIRECT-01). */
public sealed interface RedirectPolicy {

  /**
   * Followed, up to a number of hops per target.
   *
   * @param maxRedirects how many hops are followed; one more is {@link Reason#REDIRECT}
   */
  record Follow(int maxRedirects) implements RedirectPolicy {
    /** Refuses fewer than 1 and more than 100. */
    public Follow {
      if (maxRedirects < 1 || maxRedirects > 100) {
        throw new IllegalArgumentException(
            "maxRedirects is " + maxRedirects + ", expected 1 to 100, or RedirectPolicy.none()");
      }
    }
  }

  /** Not followed: the 3xx is the outcome. */
  record Deliver() implements RedirectPolicy {}

  /**
   * Follows redirects.
   *
   * @param maxRedirects 1 to 100
   * @return the policy
   */
  static RedirectPolicy upTo(int maxRedirects) {
    return new Follow(maxRedirects);
  }

  /**
   * Delivers the 3xx.
   *
   * @return the policy
   */
  static RedirectPolicy none() {
    return new Deliver();
  }
}
