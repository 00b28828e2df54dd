package dev.steward.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where one controller of the control group that this process runs in has its files: version 2, or version 1, or a system
 * that has some controllers on version 1 and the rest on 2. A limit may be set further up, so the lowest on the way to
 * the root counts.
 *
 * @param version 1 or 2
 * @param directory the group's own directory
 * @param top the directory that the controller is mounted at
 */
record CgroupFolder(int version, Path directory, Path top) {
    /** Version 1 says "no limit" with the largest multiple of a page that fits a long. */
    private static final long ABSURD = 1L << 60;

    /**
     * Where they are does not change as long as the process stays in its groups, and to find out takes the kernel and this
     * many times as long as to read one figure, which is done every second.
     */
    private static final Map<Key, Known> KNOWN = new ConcurrentHashMap<>();

    private record Key(Path root, String controller) {}

    private record Known(List<String> groups, List<CgroupFolder> folders) {}

    /** Where a controller is mounted, and which directory of it the mount shows. */
    private record Mount(int version, Path point, String root) {}

    /**
     * The places to look at for a controller, in this order: version 1 first, because where both are there and it has the
     * controller, the other one has not. None on a system without control groups.
     */
    static List<CgroupFolder> of(Path root, String controller) {
        List<String> groups = Cgroup.Lines.of(root.resolve("proc/self/cgroup"));
        Key key = new Key(root, controller);
        Known known = KNOWN.get(key);
        if (known == null || !known.groups.equals(groups)) {
            known = new Known(groups, find(root, controller, groups));
            KNOWN.put(key, known);
        }
        return known.folders;
    }

    private static List<CgroupFolder> find(Path root, String controller, List<String> groups) {
        List<CgroupFolder> folders = new ArrayList<>();
        for (Mount mount : mounts(Cgroup.Lines.of(root.resolve("proc/self/mountinfo")), root, controller)) {
            for (String line : groups) {
                String[] fields = line.split(":", 3);
                if (isOf(fields, mount.version(), controller)) {
                    folders.add(new CgroupFolder(mount.version(), directory(mount, fields[2]), mount.point()));
                    break;
                }
            }
        }
        return folders;
    }

    private static List<Mount> mounts(List<String> lines, Path root, String controller) {
        List<Mount> first = new ArrayList<>();
        List<Mount> second = new ArrayList<>();
        for (String line : lines) {
            int dash = line.indexOf(" - ");
            if (dash < 0) {
                continue;
            }
            String[] fields = line.substring(0, dash).split(" ", -1);
            String[] rest = line.substring(dash + 3).split(" ", -1);
            if (fields.length < 5 || rest.length < 3) {
                continue;
            }
            Path point = root.resolve(fields[4].substring(1));
            if (rest[0].equals("cgroup") && List.of(rest[2].split(",", -1)).contains(controller)) {
                first.add(new Mount(1, point, fields[3]));
            } else if (rest[0].equals("cgroup2")) {
                second.add(new Mount(2, point, fields[3]));
            }
        }
        first.addAll(second);
        return first;
    }

    private static boolean isOf(String[] fields, int version, String controller) {
        return fields.length == 3
                && (version == 2
                        ? fields[1].isEmpty()
                        : List.of(fields[1].split(",", -1)).contains(controller));
    }

    /** A container often sees only its own part mounted, while the path may tell of the whole. */
    private static Path directory(Mount mount, String group) {
        String inside = !mount.root().equals("/") && group.startsWith(mount.root())
                ? group.substring(mount.root().length())
                : group;
        Path directory = mount.point().resolve(inside.replaceFirst("^/+", "")).normalize();
        return Files.isDirectory(directory) && directory.startsWith(mount.point()) ? directory : mount.point();
    }

    boolean has(String file) {
        return Files.isReadable(directory.resolve(file));
    }

    /** The group's directory, and those above it up to the mount. */
    List<Path> upwards() {
        List<Path> all = new ArrayList<>();
        for (Path at = directory; at != null && at.startsWith(top); at = at.getParent()) {
            all.add(at);
        }
        return all;
    }

    /** The lowest number that this file has here or further up. */
    OptionalLong lowest(String file) {
        return upwards().stream()
                .map(at -> number(at.resolve(file)))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
    }

    OptionalLong number(String file) {
        return number(directory.resolve(file));
    }

    /** The number in a file; nothing when there is no file, or it says that there is no limit. */
    static OptionalLong number(Path file) {
        List<String> lines = Cgroup.Lines.of(file);
        return lines.isEmpty() ? OptionalLong.empty() : parsed(lines.get(0).strip());
    }

    /** The number; nothing when it is none, or so large that it says that there is no limit. */
    static OptionalLong parsed(String text) {
        if (!isNumber(text, 19)) {
            return OptionalLong.empty();
        }
        // Nineteen digits may be more than a long holds, which is no limit either.
        return text.length() == 19 && Double.parseDouble(text) >= ABSURD
                ? OptionalLong.empty()
                : OptionalLong.of(Long.parseLong(text));
    }

    /** The value of a line such as {@code oom_kill 4}. */
    OptionalLong value(String file, String key) {
        for (String line : Cgroup.Lines.of(directory.resolve(file))) {
            if (line.startsWith(key) && line.length() > key.length() && line.charAt(key.length()) == ' ') {
                String number = line.substring(key.length()).strip();
                return isNumber(number, 18) ? OptionalLong.of(Long.parseLong(number)) : OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /** Without a regular expression: this runs too seldom to be compiled, and they take long when they are not. */
    private static boolean isNumber(String text, int mostDigits) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= mostDigits;
    }
}
