package dev.fetchfold.site.page;

import java.util.List;

/**
 * What is around the content of a page.
 *
 * @param title of the page
 * @param description for those who link to it
 * @param section where in the navigation it is
 * @param up from the page to the site's directory: empty, or {@code ../} and so on
 * @param engines the names of those that are compared, in their order
 * @param assets its style sheet and script
 */
record Shell(
    String title,
    String description,
    Section section,
    String up,
    List<String> engines,
    Assets assets) {

  /** The names, for the script. */
  String names() {
    return String.join(" ", engines);
  }
}
