package dev.fetchfold.agreement.patches;

/** A patch that cannot be read, applied or compiled; the message is for who wrote it. */
final class Refused extends RuntimeException {
  Refused(String message) {
    super(message);
  }
}
