package dev.steward.jdbc.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The requests of a load, and whether the database agrees with what their users were told. Threadsafe. */
final class Account {
    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private final Queue<String> wrongStates = new ConcurrentLinkedQueue<>();

    void enter(Request request) {
        requests.add(request);
    }

    /** A user was given a connection in a state that is not the one it was created in. */
    void wrongState(String description) {
        wrongStates.add(description);
    }

    List<Request> all() {
        return List.copyOf(requests);
    }

    long count(Request.Outcome outcome) {
        return requests.stream().filter(request -> request.outcome() == outcome).count();
    }

    /** Those that began after this moment and did not succeed. */
    List<Request> failedSince(long nanos) {
        return requests.stream()
                .filter(request -> request.beganAfter(nanos) && request.outcome() != Request.Outcome.SUCCEEDED)
                .toList();
    }

    /** When each worker first succeeded with what it had begun after this moment; of those that have. */
    List<Long> firstSuccessesSince(long nanos) {
        Map<Integer, Long> first = new HashMap<>();
        for (Request request : requests) {
            if (request.beganAfter(nanos) && request.outcome() == Request.Outcome.SUCCEEDED) {
                first.merge(request.worker(), request.endedNanos(), (a, b) -> a - b < 0 ? a : b);
            }
        }
        return List.copyOf(first.values());
    }

    /** Every row of a success is there once, none of a failure; what is not known is there as a whole or not at all. */
    void agreesWith(Server server) throws SQLException {
        Map<Long, Integer> rows = new HashMap<>();
        for (long id : server.numbers("select id from written")) {
            rows.merge(id, 1, Integer::sum);
        }
        List<String> differences = new ArrayList<>();
        for (Request request : requests) {
            Integer written = rows.remove(request.id());
            int there = written == null ? 0 : written;
            boolean agrees = switch (request.outcome()) {
                case SUCCEEDED -> there == request.rows();
                case FAILED -> there == 0;
                case UNKNOWN -> there == 0 || there == request.rows();
            };
            if (!agrees) {
                differences.add(there + " rows of " + request);
            }
        }
        assertThat(differences)
                .as("what users were told and the database does not say")
                .isEmpty();
        assertThat(rows).as("rows of no request").isEmpty();
        assertThat(wrongStates).as("state of other users").isEmpty();
    }
}
