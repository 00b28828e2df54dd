package dev.steward.jdbc;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the databases mean by their own SQLSTATEs and error codes, beyond what the standard says. A code stands here only
 * if it says for certain that the session has ended or cannot go on; what merely smells of trouble would cost healthy
 * connections. Stateless.
 *
 * <p>Sources: PostgreSQL, appendix "Error Codes"; MySQL and MariaDB, "Server Error Message Reference"; Oracle, "Database
 * Error Messages"; SQL Server, {@code sys.messages} and Azure's list of transient faults; H2, {@code ErrorCode}.
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of gives sets that cannot be changed.
enum Vendor {
    /** By SQLSTATE alone: its codes are always zero. */
    POSTGRESQL(
            "postgresql",
            // Sessions ended by their own timeouts, and a database that was dropped; a write that met a node that only
            // reads, which is a failover if it is not a mistake, and a mistake costs one connection.
            Set.of("25P03", "25P04", "57P03", "57P04", "57P05", "25006"),
            Set.of("57P01", "57P02"),
            Set.of(),
            Set.of()),

    /** MariaDB's codes as well; both products answer to this name or the next. */
    MYSQL("mysql", Set.of(), Set.of(), Codes.MYSQL_LOST, Codes.MYSQL_ALL_LOST),

    MARIADB("mariadb", Set.of(), Set.of(), Codes.MYSQL_LOST, Codes.MYSQL_ALL_LOST),

    ORACLE(
            "oracle",
            Set.of(),
            Set.of(),
            // Session killed or marked for it, not logged on, idle or connect time exceeded, end of file on the
            // channel,
            // not connected, contact lost; TNS-12xxx of the network; 17xxx of the driver.
            Set.of(
                    28, 31, 45, 1012, 1041, 2396, 2399, 3106, 3113, 3114, 3135, 12152, 12153, 12537, 12547, 12570,
                    12571, 12583, 17002, 17008, 17401, 17410, 17447, 25407, 25408),
            // The instance shuts down, starts, is terminated, or has become a standby that only reads.
            Set.of(1014, 1033, 1034, 1035, 1089, 1090, 1092, 16000, 16456)),

    SQL_SERVER(
            "microsoft sql server",
            Set.of(),
            Set.of(),
            // Sockets, sessions being killed, governed sessions of Azure, and a session without a valid transaction
            // descriptor, which goes on failing.
            Set.of(64, 233, 596, 3989, 10053, 10054, 10060, 40549, 40550, 40551, 40552, 40553),
            // Shut down; failed over; a replica that is not the primary any more.
            Set.of(978, 983, 3906, 6005, 6006, 40197, 40613)),

    H2("h2", Set.of(), Set.of(), Set.of(90067), Set.of(90098, 90121)),

    /**
     * The states that several products without a line of their own use for a session that is gone; those of PostgreSQL
     * are used by its descendants.
     */
    OTHER("", Set.of("01002", "JZ0C0", "JZ0C1", "57P03"), Set.of("57P01", "57P02"), Set.of(), Set.of());

    /** Also given when a server runs with another option, so the text has to say which. */
    private static final int MYSQL_RUNS_WITH_OPTION = 1290;

    private final String product;
    private final Set<String> lostStates;
    private final Set<String> allLostStates;
    private final Set<Integer> lostCodes;
    private final Set<Integer> allLostCodes;

    Vendor(
            String product,
            Set<String> lostStates,
            Set<String> allLostStates,
            Set<Integer> lostCodes,
            Set<Integer> allLostCodes) {
        this.product = product;
        this.lostStates = lostStates;
        this.allLostStates = allLostStates;
        this.lostCodes = lostCodes;
        this.allLostCodes = allLostCodes;
    }

    /** By the name that the driver gives the product. */
    static Vendor of(String product) {
        String name = product.toLowerCase(Locale.ROOT);
        for (Vendor vendor : values()) {
            if (name.startsWith(vendor.product)) {
                return vendor; // The last one's name is empty, with which everything begins.
            }
        }
        return OTHER;
    }

    Verdict on(String state, int code, @Nullable String message) {
        if (allLostStates.contains(state) || allLostCodes.contains(code) || isReadOnlyNode(code, message)) {
            return Verdict.ALL_LOST;
        }
        return lostStates.contains(state) || lostCodes.contains(code) ? Verdict.LOST : Verdict.HARMLESS;
    }

    /** Whether what stands between double quotes in SQL may be a text; of those that are not known it has to be assumed. */
    boolean mayQuoteTextDoubly() {
        return this == MYSQL || this == MARIADB || this == OTHER;
    }

    private boolean isReadOnlyNode(int code, @Nullable String message) {
        return (this == MYSQL || this == MARIADB)
                && code == MYSQL_RUNS_WITH_OPTION
                && message != null
                && (message.contains("read-only") || message.contains("read_only"));
    }

    /** Shared by two of them. */
    private static final class Codes {
        /** Aborted, packets that the server answers by hanging up, killed, gone away, idle for too long. */
        static final Set<Integer> MYSQL_LOST =
                Set.of(1152, 1153, 1156, 1157, 1158, 1159, 1160, 1161, 1184, 1927, 2006, 2013, 3169, 4031);

        /** Shutdown, offline mode, read-only mode. */
        static final Set<Integer> MYSQL_ALL_LOST = Set.of(1053, 1077, 1079, 1080, 1836, 3032);
    }
}
