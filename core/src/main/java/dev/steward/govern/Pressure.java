package dev.steward.govern;

import dev.steward.resource.Durations;
import dev.steward.resource.Kind;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * The pressure on one kind, at the moment of asking. Immutable.
 *
 * @param kind what is under pressure
 * @param value from 0.0, none, to 1.0, the end: that of the worst signal
 * @param level what it amounts to, after hysteresis
 * @param cause the worst signal and its figures
 * @param spent for how long each level has lasted since the governor was started; levels never reached are missing
 */
public record Pressure(Kind kind, double value, Level level, String cause, Map<Level, Duration> spent) {

    /**
     * For how long one level has lasted.
     *
     * @param each the level
     * @return the time in all since the governor was started; zero for a level that was never reached
     */
    public Duration spent(Level each) {
        return spent.getOrDefault(each, Duration.ZERO);
    }

    /** How hard to respond: 0.0 up to where {@link Level#ELEVATED} ends, 1.0 from where an emergency begins. */
    double severity() {
        double begin = Level.ELEVATED.leave();
        return Math.max(0, Math.min(1, (value - begin) / (Level.EMERGENCY.enter() - begin)));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.2f %s (%s), %s", kind, value, level, cause, time());
    }

    private String time() {
        StringBuilder text = new StringBuilder();
        spent.forEach((each, time) -> text.append(text.isEmpty() ? "" : ", ")
                .append(each)
                .append(" for ")
                .append(Durations.format(time)));
        return text.toString();
    }
}
