package dev.steward.monitor;

import dev.steward.platform.Cgroup;
import dev.steward.platform.DirectMemory;
import dev.steward.platform.ResidentMemory;
import dev.steward.resource.Bytes;
import java.lang.System.Logger.Level;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where the memory of this process is: a table whose parts add up to what the kernel counts as resident, with the rest
 * that nobody explains shown as a part of its own. Immutable; in bytes.
 *
 * <p>The kernel knows what is resident and not what it is for; the virtual machine knows what it has asked for and not what
 * of it is resident. What can be told from the kernel's table of mappings (heap, code, stacks, files) is taken from
 * there. For the rest (metaspace, direct buffers) the virtual machine's figure counts, as far as there is resident memory
 * left that it can be. On a system without {@code /proc} the virtual machine's figures stand alone.
 *
 * @param resident everything resident; empty where the system does not tell
 * @param parts the parts, whose resident bytes add up to that
 * @param container what the container allows, where there is one
 */
public record ProcessMemory(OptionalLong resident, List<Part> parts, Optional<ContainerMemory> container) {
    private static final String REST = "unexplained";
    private static final Path ROOT = Path.of("/");
    private static final AtomicBoolean SAID = new AtomicBoolean();

    /**
     * One part.
     *
     * @param name what it is: heap, metaspace, code cache, thread stacks, direct buffers, mapped files, shared memory, or
     *     unexplained
     * @param asked what the virtual machine has taken for it; empty where only the kernel knows it
     * @param resident what is resident of it; where that is not known, what the virtual machine has taken for it
     */
    public record Part(String name, OptionalLong asked, long resident) {}

    /** What the virtual machine says of itself. */
    record Machine(long heap, long largestHeap, long metaspace, long code, long direct, long mapped) {
        static Machine now() {
            long metaspace = 0;
            long code = 0;
            for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
                if (pool.getType() == MemoryType.NON_HEAP) {
                    long committed = pool.getUsage().getCommitted();
                    // The class space is a part of the metaspace.
                    if (pool.getName().startsWith("Code")) {
                        code += committed;
                    } else if (pool.getName().equals("Metaspace")) {
                        metaspace += committed;
                    }
                }
            }
            var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            return new Machine(
                    heap.getCommitted(),
                    heap.getMax(),
                    metaspace,
                    code,
                    buffers("direct") + DirectMemory.uncountedBytes(),
                    buffers("mapped"));
        }

        private static long buffers(String name) {
            return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                    .filter(pool -> pool.getName().equals(name))
                    .mapToLong(BufferPoolMXBean::getMemoryUsed)
                    .sum();
        }
    }

    /**
     * Reads it now. That walks the kernel's table of mappings, which takes milliseconds in a large process: for reports, not
     * for every request.
     *
     * @return the table
     */
    public static ProcessMemory now() {
        ProcessMemory memory = read(ROOT, Machine.now());
        if (memory.resident().isEmpty() && SAID.compareAndSet(false, true)) {
            System.getLogger(ProcessMemory.class.getName())
                    .log(
                            Level.INFO,
                            "this system has no /proc/self/status that can be read: what is resident of this process is"
                                    + " not known, and the figures of the virtual machine stand for it");
        }
        return memory;
    }

    static ProcessMemory read(Path root, Machine machine) {
        Optional<ContainerMemory> container = Cgroup.read(root).map(ContainerMemory::of);
        return ResidentMemory.read(root, machine.largestHeap())
                .map(resident ->
                        new ProcessMemory(OptionalLong.of(resident.total()), explained(resident, machine), container))
                .orElseGet(() -> new ProcessMemory(OptionalLong.empty(), asAsked(machine), container));
    }

    private static List<Part> asAsked(Machine machine) {
        return List.of(
                asked("heap", machine.heap(), machine.heap()),
                asked("metaspace", machine.metaspace(), machine.metaspace()),
                asked("code cache", machine.code(), machine.code()),
                asked("direct buffers", machine.direct(), machine.direct()),
                asked("mapped files", machine.mapped(), machine.mapped()));
    }

    private static List<Part> explained(ResidentMemory resident, Machine machine) {
        List<Part> parts = new ArrayList<>();
        long left = resident.total();
        // What the kernel's table told is certain, so it comes first; estimates share what is left.
        long certain = resident.heap() + resident.code() + resident.stacks() + resident.files() + resident.shared();
        left -= certain;
        long heap = resident.heap() > 0 ? resident.heap() : Math.min(left, machine.heap());
        left -= resident.heap() > 0 ? 0 : heap;
        long code = resident.code() > 0 ? resident.code() : Math.min(left, machine.code());
        left -= resident.code() > 0 ? 0 : code;
        long metaspace = Math.min(left, machine.metaspace());
        left -= metaspace;
        long direct = Math.min(left, machine.direct());
        left -= direct;
        parts.add(asked("heap", machine.heap(), heap));
        parts.add(asked("metaspace", machine.metaspace(), metaspace));
        parts.add(asked("code cache", machine.code(), code));
        parts.add(told("thread stacks", resident.stacks()));
        parts.add(asked("direct buffers", machine.direct(), direct));
        parts.add(told("mapped files", resident.files()));
        parts.add(told("shared memory", resident.shared()));
        parts.add(told(REST, left));
        return List.copyOf(parts);
    }

    private static Part asked(String name, long asked, long resident) {
        return new Part(name, OptionalLong.of(asked), resident);
    }

    private static Part told(String name, long resident) {
        return new Part(name, OptionalLong.empty(), resident);
    }

    /**
     * What is resident and belongs to none of the named parts: the collector's and the compiler's own memory, what native
     * code allocates, and what allocators keep.
     *
     * @return the bytes; 0 where what is resident is not known
     */
    public long unexplained() {
        return parts.stream()
                .filter(part -> part.name().equals(REST))
                .mapToLong(Part::resident)
                .sum();
    }

    /**
     * The table for people, one part in a line, and the container below it.
     *
     * @return the text, with a line break at its end
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        line(text, "%-16s %14s %14s", "memory", "asked", "resident");
        for (Part part : parts) {
            line(text, "%-16s %14s %14s", part.name(), amount(part.asked(), ""), Bytes.format(part.resident()));
        }
        line(text, "%-16s %14s %14s", "all", "", amount(resident, "not known"));
        container.ifPresent(group -> line(
                text,
                "container: %s of %s used, %s without cached files; ended for lack of memory: %s",
                amount(group.used(), "an unknown part"),
                amount(group.limit(), "unlimited memory"),
                amount(group.workingSet(), "an unknown part"),
                group.kills().isPresent() ? group.kills().getAsLong() + " times" : "not known"));
        return text.toString();
    }

    private static String amount(OptionalLong bytes, String otherwise) {
        return bytes.isPresent() ? Bytes.format(bytes.getAsLong()) : otherwise;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
