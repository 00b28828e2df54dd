package dev.steward.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.steward.govern.admission.Admission;
import dev.steward.govern.admission.Criticality;
import dev.steward.govern.admission.Permit;
import dev.steward.testing.NothingLeftBehind;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.SynchronousQueue;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** In a real servlet container. */
@ExtendWith(NothingLeftBehind.class)
class AdmissionFilterTest {
    private final Tomcat tomcat = new Tomcat();
    private final SynchronousQueue<AsyncContext> under = new SynchronousQueue<>();
    private final Admission api =
            Admission.builder("api").fixedLimit(1).patience(Duration.ZERO).build();

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(directory.toString());
        tomcat.setPort(0);
        tomcat.getConnector();
        Context context = tomcat.addContext("", directory.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("admission");
        filter.setFilter(new AdmissionFilter(
                api,
                request ->
                        request.getRequestURI().equals("/health") ? Criticality.CRITICAL_PLUS : Criticality.CRITICAL));
        filter.setAsyncSupported("true");
        context.addFilterDef(filter);
        FilterMap all = new FilterMap();
        all.setFilterName("admission");
        all.addURLPattern("/*");
        context.addFilterMap(all);
        Tomcat.addServlet(context, "service", new Service()).setAsyncSupported(true);
        context.addServletMappingDecoded("/*", "service");
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        api.close();
    }

    private final class Service extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            if (request.getRequestURI().equals("/later")) {
                try {
                    under.put(request.startAsync());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            } else if (request.getRequestURI().equals("/broken")) {
                throw new IllegalStateException("broken");
            } else {
                response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            }
        }
    }

    private Answer get(String path) {
        return Answer.to(tomcat.getConnector().getLocalPort(), path);
    }

    @Test
    void whoIsNotAdmittedGets503AndWhenToComeAgain() throws Exception {
        assertThat(get("/now").status()).isEqualTo(204);
        Permit inside = api.enter(Criticality.CRITICAL);
        Answer refused = get("/now");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.retryAfter()).isEqualTo("1");
        inside.close();
        assertThat(get("/now").status()).isEqualTo(204);
    }

    @Test
    void anAsynchronousRequestKeepsItsPermitUntilItIsComplete() throws Exception {
        Thread later = new Thread(() -> get("/later"));
        later.start();
        AsyncContext context = under.take();
        await().until(() -> api.usage().inUse() == 1);
        assertThat(get("/now").status()).isEqualTo(503);
        context.complete();
        later.join();
        await().until(() -> api.usage().inUse() == 0);
    }

    @Test
    void aRequestThatFailsGivesItsPermitBack() throws Exception {
        assertThat(get("/broken").status()).isEqualTo(500);
        await().until(() -> api.usage().inUse() == 0);
    }
}
