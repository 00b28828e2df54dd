package dev.steward.cli.load;

import dev.steward.cli.refuse.Refusal;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means for the migration. Stateless. */
final class SqlFailure {
    private SqlFailure() {}

    /** Whether a value is to blame: then the rows are tried one by one, and the bad ones rejected. */
    static boolean isAboutData(SQLException failure) {
        String state = state(failure);
        return state.startsWith("22") || state.startsWith("23");
    }

    /** Whether trying again cannot help: a statement the database does not take, a right that is missing, a full disk. */
    static boolean isHopeless(SQLException failure) {
        String state = state(failure);
        return state.startsWith("42")
                || state.startsWith("28")
                || state.startsWith("0A")
                || state.equals("53100")
                || isAboutDisk(failure);
    }

    private static boolean isAboutDisk(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (message.contains("no space left") || message.contains("disk full")) {
                return true;
            }
        }
        return false;
    }

    private static String state(SQLException failure) {
        SQLException telling = failure;
        if (failure instanceof BatchUpdateException && failure.getNextException() != null) {
            telling = failure.getNextException();
        }
        String state = telling.getSQLState();
        return state == null ? "" : state;
    }

    /** The refusal to end with. */
    static Refusal refusal(String doing, String url, Throwable failure) {
        String said = firstLine(failure);
        String advice = switch (kindOf(failure)) {
            case "28" ->
                "the user or the password is not accepted: give --user, and the password in the environment"
                        + " variable STEWARD_PASSWORD";
            case "53" -> "the database has no room left: make some and start again";
            default ->
                "check that the database is there and may be written to, then start again; what is"
                        + " committed is kept";
        };
        return Refusal.failure(
                doing + " at " + Dialect.withoutSecrets(url) + ": " + said + "; " + advice + ".", failure);
    }

    private static String kindOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                if (isAboutDisk(sql)) {
                    return "53";
                }
                String state = state(sql);
                if (state.startsWith("28") || state.startsWith("53")) {
                    return state.substring(0, 2);
                }
            }
        }
        return "";
    }

    /** The innermost message, on one line. */
    static String firstLine(Throwable failure) {
        @Nullable String message = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            message = cause.getMessage() == null ? message : cause.getMessage();
        }
        String text = message == null ? failure.getClass().getSimpleName() : message;
        return text.lines()
                .findFirst()
                .orElse(text)
                .replaceFirst("; SQL statement:.*$", "")
                .replaceFirst("[.;: ]+$", "");
    }
}
