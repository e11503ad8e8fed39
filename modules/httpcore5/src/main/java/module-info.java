/** Apache HttpCore 5 made to keep the rules, for engines. */
@SuppressWarnings("module") // the digit is the name of what it stands on
module dev.fetchfold.httpcore5 {
  requires transitive dev.fetchfold.engine;
  requires org.apache.httpcomponents.core5.httpcore5;
  requires static org.jspecify;

  exports dev.fetchfold.httpcore5;
}
