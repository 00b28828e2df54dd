package dev.steward.cli.load;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The table that records go to, its two companions (the committed pages and what the run was), and the SQL for the
 * three. Every column of the source is text: the migration moves what is there and does not guess what it means.
 * Immutable.
 */
public final class Table {
    /** The column that holds a record's ordinal in the source, and the primary key. */
    public static final String KEY = "record_no";

    /** The states of a run, as its table keeps them. */
    static final int LOADING = 0;

    static final int FINISHED = 1;

    /** Copies of the tables are complete and about to take their place. */
    static final int SWAPPING = 2;

    /** Ended before its end, and in good order. */
    static final int PAUSED = 3;

    private static final int LONGEST_NAME = 48;

    private final Dialect dialect;
    private final String name;
    private final List<String> columns;

    /**
     * A table.
     *
     * @param dialect the database's
     * @param name its name, as {@link #identifier} makes it
     * @param names the names of the columns as the source has them
     */
    public Table(Dialect dialect, String name, List<String> names) {
        this.dialect = dialect;
        this.name = name;
        Set<String> taken = new HashSet<>(Set.of(KEY));
        List<String> identifiers = new ArrayList<>();
        for (String column : names) {
            String wanted = identifier(column);
            String free = wanted;
            for (int i = 2; !taken.add(free); i++) {
                free = wanted + "_" + i;
            }
            identifiers.add(free);
        }
        this.columns = List.copyOf(identifiers);
    }

    /** A name that every database takes: lower case, letters, digits and underscores, not too long. */
    public static String identifier(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "_");
        String trimmed = plain.replaceAll("^_+|_+$", "");
        String started = trimmed.isEmpty() || Character.isDigit(trimmed.charAt(0)) ? "c_" + trimmed : trimmed;
        return started.length() <= LONGEST_NAME ? started : started.substring(0, LONGEST_NAME);
    }

    /** The database's dialect. */
    public Dialect dialect() {
        return dialect;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The names of its columns, without the key. */
    public List<String> columns() {
        return columns;
    }

    private String quoted(String suffix) {
        return dialect.quoted(name + suffix);
    }

    private String key() {
        return dialect.quoted(KEY);
    }

    private String columnList() {
        return columns.stream().map(dialect::quoted).collect(Collectors.joining(", "));
    }

    List<String> drop() {
        return List.of(
                "DROP TABLE IF EXISTS " + quoted(""),
                "DROP TABLE IF EXISTS " + quoted("_pages"),
                "DROP TABLE IF EXISTS " + quoted("_run"));
    }

    /** The run's table comes last: where it is missing, the making of the others was not finished. */
    List<String> create() {
        return List.of(
                "CREATE TABLE IF NOT EXISTS " + rowsDefinition("") + dialect.tableSuffix(),
                "CREATE TABLE IF NOT EXISTS " + pagesDefinition("_pages"),
                "CREATE TABLE IF NOT EXISTS " + quoted("_run")
                        + " (id INT NOT NULL PRIMARY KEY, fingerprint VARCHAR(2000) NOT NULL,"
                        + " source VARCHAR(2000) NOT NULL, state INT NOT NULL)" + dialect.tableSuffix());
    }

    private String rowsDefinition(String suffix) {
        String definitions = columns.stream()
                .map(column -> ", " + dialect.quoted(column) + " " + dialect.textType())
                .collect(Collectors.joining());
        return quoted(suffix) + " (" + key() + " BIGINT NOT NULL PRIMARY KEY" + definitions + ")";
    }

    private String pagesDefinition(String suffix) {
        return quoted(suffix)
                + " (page BIGINT NOT NULL PRIMARY KEY, records INT NOT NULL, rejected INT NOT NULL,"
                + " injected INT NOT NULL, checksum BIGINT NOT NULL)";
    }

    /** Makes copies of the rows and the pages, as a query sees them. */
    List<String> copy() {
        return List.of(
                "DROP TABLE IF EXISTS " + quoted("_copy"),
                "DROP TABLE IF EXISTS " + quoted("_pages_copy"),
                "CREATE TABLE " + rowsDefinition("_copy") + " AS " + select(),
                "CREATE TABLE " + pagesDefinition("_pages_copy") + " AS " + selectPages());
    }

    String deleteFromCopy() {
        return "DELETE FROM " + quoted("_copy") + " WHERE " + key() + " BETWEEN ? AND ?";
    }

    String deletePagesFromCopy() {
        return "DELETE FROM " + quoted("_pages_copy") + " WHERE page = ?";
    }

    /** The name of a copy in the catalogue. */
    String copyName(String suffix) {
        return folded(name + suffix + "_copy");
    }

    /** Puts a copy in its original's place. */
    List<String> swap(String suffix) {
        return List.of(
                "DROP TABLE IF EXISTS " + quoted(suffix),
                "ALTER TABLE " + quoted(suffix + "_copy") + " RENAME TO " + quoted(suffix));
    }

    String setState(int state) {
        return "UPDATE " + quoted("_run") + " SET state = " + state + " WHERE id = 1";
    }

    private String folded(String identifier) {
        return dialect == Dialect.H2 ? identifier.toUpperCase(Locale.ROOT) : identifier;
    }

    String insert() {
        String places = "?" + ", ?".repeat(columns.size());
        String all = columns.isEmpty() ? key() : key() + ", " + columnList();
        return dialect.insertOnce(quoted(""), all, places, key());
    }

    String select() {
        return "SELECT " + key() + (columns.isEmpty() ? "" : ", " + columnList()) + " FROM " + quoted("") + " ORDER BY "
                + key();
    }

    String insertPage() {
        return dialect.insertOnce(
                quoted("_pages"), "page, records, rejected, injected, checksum", "?, ?, ?, ?, ?", "page");
    }

    String selectPage() {
        return "SELECT 1 FROM " + quoted("_pages") + " WHERE page = ?";
    }

    String selectPages() {
        return "SELECT page, records, rejected, injected, checksum FROM " + quoted("_pages") + " ORDER BY page";
    }

    String insertRun() {
        return dialect.insertOnce(quoted("_run"), "id, fingerprint, source, state", "1, ?, ?, " + LOADING, "id");
    }

    String selectRun() {
        return "SELECT fingerprint, source, state FROM " + quoted("_run") + " WHERE id = 1";
    }

    /** Names of the three tables, folded as the database keeps them, to look them up in its catalogue. */
    List<String> catalogueNames() {
        return List.of(name, name + "_pages", name + "_run").stream()
                .map(this::folded)
                .toList();
    }
}
