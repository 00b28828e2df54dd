package dev.steward.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.AdmissionRejectedException;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import java.io.IOException;
import java.util.function.Function;

/**
 * A handler of the JDK's HTTP server that passes requests on as an {@link Admission} admits them. Who is not admitted is
 * answered with 503 and {@code Retry-After}. Threadsafe, if the handler behind it is.
 */
public final class AdmissionHandler implements HttpHandler {
    private final Admission admission;
    private final HttpHandler guarded;
    private final Function<? super HttpExchange, Criticality> criticality;

    /**
     * All requests are worth the same.
     *
     * @param admission what admits; closed by its owner
     * @param guarded what serves those that are admitted
     */
    public AdmissionHandler(Admission admission, HttpHandler guarded) {
        this(admission, guarded, exchange -> Criticality.CRITICAL);
    }

    /**
     * What a request is worth depends on it.
     *
     * @param admission what admits; closed by its owner
     * @param guarded what serves those that are admitted
     * @param criticality what a request is worth; it should not believe what an unknown client says of itself
     */
    public AdmissionHandler(
            Admission admission, HttpHandler guarded, Function<? super HttpExchange, Criticality> criticality) {
        this.admission = admission;
        this.guarded = guarded;
        this.criticality = criticality;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Permit permit;
        try {
            permit = admission.enter(criticality.apply(exchange));
        } catch (AdmissionRejectedException rejected) {
            refuse(new Refusal(rejected), exchange);
            return;
        }
        try (permit) {
            guarded.handle(exchange);
        }
    }

    private static void refuse(Refusal refusal, HttpExchange exchange) throws IOException {
        byte[] body = refusal.body();
        try (exchange) {
            exchange.getResponseHeaders().set(Refusal.RETRY_AFTER, refusal.retryAfter());
            exchange.getResponseHeaders().set("Content-Type", "text/plain;charset=utf-8");
            exchange.sendResponseHeaders(Refusal.STATUS, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
