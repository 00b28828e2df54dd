package dev.steward.jdbc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What must not show in any message: passwords that stand in a URL, and those given beside it. Drivers quote URLs and
 * properties in their errors, so what they throw is looked through before anybody else sees it. Immutable.
 */
final class Secrets {
    static final String MASK = "***";

    /** {@code password=x}, up to the separator of whatever database; SQL Server quotes in braces. */
    private static final Pattern PARAMETER = Pattern.compile(
            "(?i)([?&;,:(]\\s*[\\w.]*(?:password|passwd|passphrase|pwd|secret|token)\\s*=\\s*)(\\{[^}]*}|[^&;,)]*)");

    /** {@code //user:x@host}; the last at sign ends it, for a password may contain one. */
    private static final Pattern AUTHORITY = Pattern.compile("(//[^/:@?;]*:)([^/?;]*)(?=@)");

    /** {@code jdbc:oracle:thin:user/x@host}. */
    private static final Pattern SLASHED = Pattern.compile("(?i)(jdbc:oracle:\\w+:[^/@:]+/)([^@]+)(?=@)");

    private static final List<Pattern> PLACES = List.of(PARAMETER, AUTHORITY, SLASHED);
    private static final int SHORT = 4;

    private final List<String> known;

    private Secrets(List<String> known) {
        this.known = known;
    }

    static Secrets in(@Nullable String url, @Nullable String password) {
        List<String> known = new ArrayList<>();
        if (url != null) {
            for (Pattern place : PLACES) {
                for (Matcher matcher = place.matcher(url); matcher.find(); ) {
                    known.add(matcher.group(2));
                    known.add(decoded(matcher.group(2)));
                }
            }
        }
        if (password != null) {
            known.add(password);
        }
        return new Secrets(
                known.stream().filter(secret -> !secret.isBlank()).distinct().toList());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    static boolean isIn(String url) {
        return !maskUrl(url).equals(url);
    }

    /** A URL as it may be shown. */
    static String maskUrl(String url) {
        String masked = url;
        for (Pattern place : PLACES) {
            masked = place.matcher(masked).replaceAll("$1" + Matcher.quoteReplacement(MASK));
        }
        return masked;
    }

    String mask(String text) {
        String masked = maskUrl(text);
        for (String secret : known) {
            masked = secret.length() < SHORT
                    ? masked.replaceAll("(?<!\\w)" + Pattern.quote(secret) + "(?!\\w)", Matcher.quoteReplacement(MASK))
                    : masked.replace(secret, MASK);
        }
        return masked;
    }

    /** The failure itself when it shows nothing; otherwise one that says the same without the secrets. */
    SQLException scrub(Exception failure) {
        if (failure instanceof SQLException sql && !shows(sql, identitySet())) {
            return sql;
        }
        return copy(failure, identitySet());
    }

    private boolean shows(@Nullable Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        String text = failure.toString();
        boolean shows = !mask(text).equals(text)
                || shows(failure.getCause(), seen)
                || (failure instanceof SQLException sql && shows(sql.getNextException(), seen));
        for (Throwable suppressed : failure.getSuppressed()) {
            shows |= shows(suppressed, seen);
        }
        return shows;
    }

    /** Types are lost, what one looks at stays: message, state, code, stack, and the chain of causes. */
    private SQLException copy(Throwable failure, Set<Throwable> seen) {
        seen.add(failure);
        @Nullable Throwable cause = failure.getCause();
        @Nullable SQLException cleanCause = cause == null || seen.contains(cause) ? null : copy(cause, seen);
        String state = failure instanceof SQLException sql ? sql.getSQLState() : null;
        int code = failure instanceof SQLException sql ? sql.getErrorCode() : 0;
        SQLException clean = new SQLException(mask(failure.toString()), state, code, cleanCause);
        clean.setStackTrace(failure.getStackTrace());
        if (failure instanceof SQLException sql) {
            @Nullable SQLException next = sql.getNextException();
            if (next != null && !seen.contains(next)) {
                clean.setNextException(copy(next, seen));
            }
        }
        return clean;
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
