package dev.steward.cli.migrate;

import dev.steward.cli.refuse.Refusal;
import dev.steward.files.FilePool;
import dev.steward.resource.Lease;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPInputStream;

/** The data that is shipped with the program, unpacked for a run. Stateless. */
final class Shipped {
    static final String NAME = "unicode_data.csv";
    private static final String PLACE = "/dev/steward/cli/data/";

    private Shipped() {}

    /** The default input. */
    static Lease<Path> records(FilePool files) {
        return unpacked(files, NAME + ".gz", true);
    }

    /** The reference for one of its columns. */
    static Lease<Path> reference(FilePool files, String column) {
        return unpacked(files, column + ".csv", false);
    }

    private static Lease<Path> unpacked(FilePool files, String name, boolean compressed) {
        Lease<Path> place = files.temporaryFile("steward-", ".csv");
        try (InputStream resource = Shipped.class.getResourceAsStream(PLACE + name)) {
            if (resource == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            InputStream content = compressed ? new GZIPInputStream(resource) : resource;
            Files.copy(content, place.get(), StandardCopyOption.REPLACE_EXISTING);
            return place;
        } catch (IOException failure) {
            place.close();
            throw Refusal.failure(
                    "the shipped data cannot be unpacked into " + System.getProperty("java.io.tmpdir") + " ("
                            + failure.getMessage() + "): make room there, or set another place with"
                            + " JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR.",
                    failure);
        } catch (RuntimeException failure) {
            place.close();
            throw failure;
        }
    }
}
