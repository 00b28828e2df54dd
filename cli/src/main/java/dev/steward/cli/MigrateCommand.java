package dev.steward.cli;

import dev.steward.cli.fault.FaultMode;
import dev.steward.cli.migrate.Migration;
import dev.steward.cli.migrate.Order;
import dev.steward.cli.migrate.Owner;
import dev.steward.cli.migrate.Squeeze;
import dev.steward.cli.migrate.StopSignal;
import dev.steward.cli.refuse.ExitCode;
import dev.steward.cli.refuse.Refusal;
import dev.steward.cli.show.Display;
import dev.steward.cli.show.JsonReport;
import dev.steward.cli.show.Outcome;
import dev.steward.cli.show.Progress;
import dev.steward.cli.show.Terminal;
import dev.steward.cli.show.TextReport;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job. */
@Command(
        name = "migrate",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpWidth = 100,
        description = {
            "Moves records from a CSV or NDJSON file, or from a paginated HTTP API, into a SQL database: with bounded"
                    + " memory, resumable, nothing lost. Without options it moves the Unicode character database into an"
                    + " embedded H2 database in ./steward-data.",
            ""
        },
        footer = {
            "",
            "An HTTP source is asked for page after page until one is empty or answered with 404. Placeholders of its"
                    + " URL: {page} counts from 1, {page0} from 0, {offset} counts records, {size} is --page-size; without"
                    + " any, page=N&size=M is added. A page is NDJSON, CSV with a header, or a JSON array of objects.",
            "",
            "Every column is loaded as text, an empty CSV value as null; record_no is the key. A run that was killed is"
                    + " gone on with when it is started again; a finished one is verified (in the embedded database:"
                    + " started over).",
            "",
            "The database password comes from --password or the environment variable STEWARD_PASSWORD. Colours are off"
                    + " when NO_COLOR is set.",
            "",
            "Exit codes: 0 nothing lost, nothing twice, every lease back; 1 failure; 2 wrong usage; 3 the heap was"
                    + " full; 130 stopped by Ctrl-C (start again to go on)."
        })
final class MigrateCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = "--source",
            paramLabel = "FILE|URL",
            description = "CSV or NDJSON file (also .gz), or http://... URL")
    @Nullable
    String source;

    @Option(names = "--into", paramLabel = "JDBC-URL", description = "jdbc:h2:, jdbc:postgresql: or jdbc:mariadb: URL")
    @Nullable
    String into;

    @Option(names = "--user", paramLabel = "NAME", description = "database user")
    @Nullable
    String user;

    @Option(names = "--password", paramLabel = "SECRET", description = "database password; better: STEWARD_PASSWORD")
    @Nullable
    String password;

    @Option(names = "--table", paramLabel = "NAME", description = "table to load; default: named after the source")
    @Nullable
    String table;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "how many records; a file is repeated with new keys up to N")
    @Nullable
    Long records;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationText.class,
            description = "go on repeating the file for this long, such as 30s or 5m")
    @Nullable
    Duration duration;

    @Option(names = "--workers", paramLabel = "N", description = "threads of each stage; default ${DEFAULT-VALUE}")
    int workers = 4;

    @Option(names = "--pool", paramLabel = "N", description = "database connections; default ${DEFAULT-VALUE}")
    int pool = 4;

    @Option(names = "--batch", paramLabel = "N", description = "rows sent at once; default ${DEFAULT-VALUE}")
    int batch = 250;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            description = "records in a page, the unit of a transaction; default ${DEFAULT-VALUE}")
    int pageSize = 500;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = SizeText.class,
            defaultValue = "64m",
            description = "memory budget of pages, records and lookups; default ${DEFAULT-VALUE}")
    long memory;

    @Option(
            names = "--faults",
            paramLabel = "KIND",
            description = "what goes wrong on purpose: none, some, all, leak, deadlock or heap-leak; default none")
    FaultMode faults = FaultMode.NONE;

    @Option(
            names = "--lookup",
            paramLabel = "COLUMN=FILE",
            converter = LookupText.class,
            description = "add what the column's value stands for: a CSV file of keys and values; repeatable")
    List<Order.LookupFile> lookups = new ArrayList<>();

    @Option(names = "--direct", description = "read a file straight from disk, without the page server")
    boolean direct;

    @Option(names = "--port", paramLabel = "N", description = "port of the page server; default: any free one")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "steward-data",
            description = "directory of the embedded database; default ${DEFAULT-VALUE}")
    Path data = Path.of("steward-data");

    @Option(names = "--dead-letters", paramLabel = "FILE", description = "where rejected records go, as NDJSON")
    @Nullable
    Path deadLetters;

    @Option(names = "--fresh", description = "drop what an earlier run left in the table, and start over")
    boolean fresh;

    @Option(
            names = "--squeeze",
            paramLabel = "KIND",
            converter = SqueezeText.class,
            description =
                    "run with next to nothing of memory, connections, files, threads or cpu, and finish all the same")
    @Nullable
    Squeeze squeeze;

    @Option(
            names = "--ungoverned",
            description = "for comparison: no governor, no budgets, plain threads and a connection for each of them")
    boolean ungoverned;

    @Option(names = "--headless", description = "plain lines instead of the live screen")
    boolean headless;

    @Option(names = "--json", description = "the report as JSON, in the last line of standard output")
    boolean json;

    MigrateCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws InterruptedException {
        Order order = order();
        StopSignal stop = new StopSignal();
        Signals.stopOnInterrupt(stop);
        Progress progress = new Progress();
        Outcome outcome;
        try (Owner owner = Owner.of(order)) {
            boolean live = !headless && Terminal.isInteractive();
            Display display = Display.start(err, live, progress, owner::glance);
            try (display) {
                outcome = new Migration(owner, order, stop, progress).run();
            }
        }
        err.print(TextReport.of(outcome));
        err.flush();
        if (json) {
            out.println(JsonReport.of(outcome));
        }
        return !outcome.isGood() ? ExitCode.FAILURE : stop.isByUser() ? ExitCode.INTERRUPTED : ExitCode.OK;
    }

    private Order order() {
        List<String> conflicts = new ArrayList<>();
        atLeast(conflicts, "--workers", workers, 1, 256);
        atLeast(conflicts, "--pool", pool, 1, 1_000);
        atLeast(conflicts, "--batch", batch, 1, 100_000);
        atLeast(conflicts, "--page-size", pageSize, 1, 100_000);
        atLeast(conflicts, "--port", port, 0, 65_535);
        atLeast(conflicts, "--memory", memory, 4L << 20, Long.MAX_VALUE);
        if (records != null) {
            atLeast(conflicts, "--records", records, 1, 1_000_000_000L);
        }
        if (records != null && duration != null) {
            conflicts.add("--records and --duration exclude each other");
        }
        if (ungoverned && faults != FaultMode.NONE && faults != FaultMode.SOME) {
            conflicts.add("--ungoverned takes --faults none or some, not " + faults
                    + ": leases that are lost or entangled need an owner who notices");
        }
        if (!conflicts.isEmpty()) {
            throw Refusal.usage(String.join("; ", conflicts) + ". See steward migrate --help.");
        }
        String secret = password == null ? System.getenv("STEWARD_PASSWORD") : password;
        return new Order(
                source,
                into,
                user,
                secret,
                table,
                records,
                workers,
                pool,
                batch,
                pageSize,
                memory,
                faults,
                direct,
                port,
                duration,
                lookups,
                data,
                deadLetters,
                fresh,
                squeeze,
                !ungoverned);
    }

    private static void atLeast(List<String> conflicts, String option, long value, long least, long most) {
        if (value < least || value > most) {
            conflicts.add(option + " must be " + least + (most == Long.MAX_VALUE ? " or more" : " to " + most)
                    + ", not " + value);
        }
    }
}
