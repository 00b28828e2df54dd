package dev.steward.jdbc;

/**
 * SQL as it may be shown in a message: short, on one line, and without the values that were written into it. Parameters
 * that are set on a statement are never seen here at all. It need not understand the SQL; where the quoting of a
 * database is not what it takes it for, it shows less. Stateless.
 */
final class SqlText {
    private static final int LONGEST = 160;

    private SqlText() {}

    /**
     * Puts a question mark for each text and number.
     *
     * @param quotesTextDoubly whether what stands between double quotes is a text and not a name, as in MySQL
     */
    static String withoutValues(String sql, boolean quotesTextDoubly) {
        StringBuilder shown = new StringBuilder(Math.min(sql.length(), LONGEST + 1));
        int at = 0;
        while (at < sql.length() && shown.length() <= LONGEST) {
            char c = sql.charAt(at);
            if (c == '\'' || (c == '"' && quotesTextDoubly)) {
                at = afterQuoted(sql, at, c);
                shown.append('?');
            } else if (c == '"') {
                int end = afterQuoted(sql, at, c);
                shown.append(sql, at, end);
                at = end;
            } else if (c == '$' && !isPartOfName(shown) && dollarTag(sql, at) > at) {
                at = afterDollarQuoted(sql, at);
                shown.append('?');
            } else if (isDigit(c) && !isPartOfName(shown)) {
                at = afterNumber(sql, at);
                shown.append('?');
            } else if (sql.startsWith("--", at)) {
                int end = sql.indexOf('\n', at);
                at = end < 0 ? sql.length() : end;
            } else if (sql.startsWith("/*", at)) {
                int end = sql.indexOf("*/", at + 2);
                at = end < 0 ? sql.length() : end + 2;
            } else if (Character.isWhitespace(c)) {
                if (shown.length() > 0 && shown.charAt(shown.length() - 1) != ' ') {
                    shown.append(' ');
                }
                at++;
            } else {
                shown.append(c);
                at++;
            }
        }
        String text = shown.toString().strip();
        return at < sql.length() || text.length() > LONGEST
                ? text.substring(0, Math.min(text.length(), LONGEST)) + "..."
                : text;
    }

    /**
     * A doubled quote goes on. Behind a backslash, which only some databases take for an escape, nobody knows what is
     * text and what is not: nothing more is shown then.
     */
    private static int afterQuoted(String sql, int from, char quote) {
        int at = from + 1;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\') {
                return sql.length();
            } else if (c != quote) {
                at++;
            } else if (at + 1 < sql.length() && sql.charAt(at + 1) == quote) {
                at += 2;
            } else {
                return at + 1;
            }
        }
        return sql.length();
    }

    /** Where the opening tag of {@code $tag$...$tag$} ends; {@code from} when there is none. */
    private static int dollarTag(String sql, int from) {
        int at = from + 1;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '_')) {
            at++;
        }
        boolean closed = at < sql.length() && sql.charAt(at) == '$';
        return closed && !isDigit(sql.charAt(from + 1)) ? at + 1 : from;
    }

    private static int afterDollarQuoted(String sql, int from) {
        int begin = dollarTag(sql, from);
        int end = sql.indexOf(sql.substring(from, begin), begin);
        return end < 0 ? sql.length() : end + (begin - from);
    }

    private static int afterNumber(String sql, int from) {
        int at = from;
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        return at;
    }

    private static boolean isPartOfName(StringBuilder before) {
        if (before.length() == 0) {
            return false;
        }
        char last = before.charAt(before.length() - 1);
        return Character.isLetterOrDigit(last) || last == '_' || last == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
