package dev.steward.govern.advice;

/**
 * One thing to change, with what it rests on. Immutable.
 *
 * @param subject the name of what it is about
 * @param rule which rule gave it, in a word, such as {@code too-large}
 * @param measured what was measured, with its figures and for how long
 * @param change what to do
 * @param effect what is expected of it
 */
public record Advice(String subject, String rule, String measured, String change, String effect) {
    @Override
    public String toString() {
        return subject + ": " + measured + "; " + change + ": " + effect;
    }
}
