package dev.steward.web;

import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.AdmissionRejectedException;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;

/**
 * A servlet filter that lets requests through as an {@link Admission} admits them. Who is not admitted is answered with
 * 503 and {@code Retry-After}, before anything is done for the request. A request that goes on asynchronously keeps its
 * permit until it is complete. Threadsafe.
 */
public final class AdmissionFilter implements Filter {
    private final Admission admission;
    private final Function<? super HttpServletRequest, Criticality> criticality;

    /**
     * All requests are worth the same.
     *
     * @param admission what admits; closed by its owner
     */
    public AdmissionFilter(Admission admission) {
        this(admission, request -> Criticality.CRITICAL);
    }

    /**
     * What a request is worth depends on it.
     *
     * @param admission what admits; closed by its owner
     * @param criticality what a request is worth; it should not believe what an unknown client says of itself
     */
    public AdmissionFilter(Admission admission, Function<? super HttpServletRequest, Criticality> criticality) {
        this.admission = admission;
        this.criticality = criticality;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Permit permit;
        try {
            permit = admission.enter(criticality.apply((HttpServletRequest) request));
        } catch (AdmissionRejectedException rejected) {
            refuse(new Refusal(rejected), (HttpServletResponse) response);
            return;
        }
        boolean handedOn = false;
        try {
            chain.doFilter(request, response);
            if (request.isAsyncStarted()) {
                request.getAsyncContext().addListener(new Closing(permit));
                handedOn = true;
            }
        } finally {
            if (!handedOn) {
                permit.close();
            }
        }
    }

    private static void refuse(Refusal refusal, HttpServletResponse response) throws IOException {
        byte[] body = refusal.body();
        response.setStatus(Refusal.STATUS);
        response.setHeader(Refusal.RETRY_AFTER, refusal.retryAfter());
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** Ends the permit when an asynchronous request has ended, in whatever way. */
    private record Closing(Permit permit) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            permit.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            permit.drop();
        }

        @Override
        public void onError(AsyncEvent event) {
            permit.close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // A new cycle forgets the listeners of the one before.
            event.getAsyncContext().addListener(this);
        }
    }
}
