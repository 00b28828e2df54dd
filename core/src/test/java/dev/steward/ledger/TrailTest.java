package dev.steward.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.resource.Site;
import dev.steward.resource.Trail;
import dev.steward.testing.NothingLeftBehind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(NothingLeftBehind.class)
class TrailTest {
    /** So many calls a site has, where there are as many. */
    private static final int CALLS = 6;

    @Test
    void trailsFromOnePlaceLeadToOneSite() {
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sites.add(Trail.here().site());
        }
        assertThat(new HashSet<>(sites)).hasSize(1);
        assertThat(sites.get(0).toString()).contains("TrailTest.trailsFromOnePlaceLeadToOneSite(TrailTest.java:");
    }

    @Test
    void itIsTheSiteThatAskingAtOnceFinds() {
        for (Supplier<Site> way :
                List.<Supplier<Site>>of(Site::here, () -> Trail.here().site())) {
            assertThat(way.get().calls()).hasSize(CALLS);
            assertThat(way.get().path()).contains("TrailTest.itIsTheSiteThatAskingAtOnceFinds(TrailTest.java:");
        }
    }

    @Test
    void aSiteIsToldWithoutModulesAndClassLoaders() {
        assertThat(Site.here().path()).doesNotContain("java.base", "app//");
        assertThat(Site.here().toString()).startsWith("dev.steward.ledger.TrailTest.aSiteIsTold");
    }

    @Test
    void twoMethodsAreTwoSitesAlthoughTheirCodeIsTheSame() {
        assertThat(one().site()).isNotSameAs(other().site());
        assertThat(one().site().toString()).contains("TrailTest.one(");
        assertThat(other().site().toString()).contains("TrailTest.other(");
    }

    private static Trail one() {
        return Trail.here();
    }

    private static Trail other() {
        return Trail.here();
    }

    @Test
    void whoAsksLaterAndElsewhereLearnsTheSame() throws Exception {
        Trail trail = Trail.here();
        FutureTask<Site> asked = new FutureTask<>(trail::site);
        Thread thread = new Thread(asked, "asks");
        thread.start();
        assertThat(asked.get()).isSameAs(trail.site());
        assertThat(asked.get().toString()).contains("TrailTest.whoAsksLaterAndElsewhereLearnsTheSame(");
        thread.join();
    }

    @Test
    void aThreadThatBeginsHereHasAShortTrail() throws Exception {
        FutureTask<Trail> taken = new FutureTask<>(Trail::here);
        Thread thread = new Thread(taken, "short");
        thread.start();
        thread.join();
        assertThat(taken.get().site().calls()).hasSizeLessThan(CALLS);
    }
}
