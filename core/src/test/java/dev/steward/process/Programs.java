package dev.steward.process;

import java.time.Duration;

/** Children for tests, written for the shell. */
final class Programs {
    /** Answers a line with itself; does as it is told by some. */
    private static final String ECHO = """
            while read -r line; do
                case $line in
                    silent) ;;
                    die*) echo "cannot go on: $line" >&2; exit 3 ;;
                    twice) echo one; echo two ;;
                    stuck) sleep 1000 ;;
                    family) sleep 1000 & sleep 1001 & echo $! ;;
                    loud) i=0
                        while [ $i -lt 3000 ]; do echo 'a line of noise, quite a long one' >&2; i=$((i+1)); done
                        echo done ;;
                    big) echo 0123456789012345678901234567890123456789 ;;
                    *) echo "$line" ;;
                esac
            done
            """;

    private Programs() {}

    static ProcessPoolBuilder echo() {
        return ProcessPool.builder("echo", "sh", "-c", ECHO).size(0, 2).requestTimeout(Duration.ofSeconds(20));
    }
}
