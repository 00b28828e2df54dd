package dev.steward.govern.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.steward.govern.Looks;
import dev.steward.govern.history.History;
import dev.steward.govern.signal.Sight;
import dev.steward.resource.Kind;
import dev.steward.resource.Managed;
import dev.steward.resource.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeasesAdviceTest {
    private static Doubt doubt(Doubt.Sort sort, Duration held, boolean stands) {
        return new Doubt("orders", sort, Kind.CONNECTIONS, 1, "shop.Import.load", held, Instant.now(), stands);
    }

    @Test
    void aLeaseThatWasLostIsALeak() {
        assertThat(AdviceRules.none()
                        .doubt(doubt(Doubt.Sort.LOST, Duration.ofSeconds(3), false))
                        .doubt(doubt(Doubt.Sort.LOST, Duration.ofSeconds(5), false))
                        .advice())
                .singleElement()
                .satisfies(advice -> {
                    assertThat(advice.rule()).isEqualTo("leak-suspected");
                    assertThat(advice.measured())
                            .startsWith("2 leases were lost: nobody is left who could close it, for up to 5")
                            .endsWith("acquired at shop.Import.load");
                    assertThat(advice.change()).endsWith("at shop.Import.load");
                    assertThat(advice.effect()).startsWith("2 connections");
                });
    }

    @Test
    void severalThatAreOverdueAreALeakAndOneIsNot() {
        AdviceRules rules = AdviceRules.none().doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), true));
        assertThat(rules.advice()).isEmpty();
        rules.doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), true));
        rules.doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), false));
        assertThat(rules.advice()).isEmpty();
        rules.doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), true));
        assertThat(rules.advice()).singleElement().extracting(Advice::rule).isEqualTo("leak-suspected");
    }

    @Test
    void oneThatIsHeldForSoLongThatNobodyUsesItIsALeak() {
        assertThat(AdviceRules.none()
                        .doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(11), true))
                        .advice())
                .singleElement()
                .extracting(Advice::rule)
                .isEqualTo("leak-suspected");
    }

    @Test
    void whatIsShortBecauseOfALeakIsNotToGrow() {
        Looks looks = Looks.at("orders", Kind.CONNECTIONS, 10).seconds(600, 9, 1, 4, 450, 1);
        assertThat(AdviceRules.on(looks).advice()).extracting(Advice::rule).containsExactly("too-small");
        assertThat(AdviceRules.on(looks)
                        .doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), true))
                        .advice())
                .isEmpty();
        assertThat(AdviceRules.on(looks)
                        .doubt(doubt(Doubt.Sort.OVERDUE, Duration.ofMinutes(1), false))
                        .advice())
                .extracting(Advice::rule)
                .containsExactly("too-small");
    }

    /** Two pools, each with so many of twelve in use. */
    private static List<Advice> twoPools(String target, String otherTarget, long inUse) {
        Managed orders = pool("orders", target);
        Managed reports = pool("reports", otherTarget);
        History history = new History();
        for (int second = 0; second < 700; second++) {
            Usage usage = new Usage(Kind.CONNECTIONS, 12, inUse, 12 - inUse, 0, 10L * second, 10L * second, 0);
            history.seen(
                    List.of(new Sight(orders, usage), new Sight(reports, usage)),
                    Duration.ofSeconds(second).toNanos());
        }
        return AdviceRules.on(history, orders, reports).advice().stream()
                .filter(advice -> advice.rule().equals("share-connections"))
                .toList();
    }

    private static Managed pool(String name, String target) {
        return Looks.at(name, Kind.CONNECTIONS, 12, Optional.empty(), Optional.of(target))
                .thing();
    }

    @Test
    void poolsToTheSameDatabaseCouldBeOne() {
        assertThat(twoPools("db/shop", "db/shop", 2)).singleElement().satisfies(advice -> {
            assertThat(advice.subject()).isEqualTo("orders and reports");
            assertThat(advice.measured())
                    .startsWith("both lead to db/shop: 24 at most, 4.0 in use on average and 4 at most, over 11");
            assertThat(advice.change()).isEqualTo("use one pool of 10");
            assertThat(advice.effect()).startsWith("14 connections less");
        });
    }

    @Test
    void poolsToDifferentOnesOrInFullUseCouldNot() {
        assertThat(twoPools("db/shop", "db/stock", 2)).isEmpty();
        assertThat(twoPools("db/shop", "db/shop", 10)).isEmpty();
    }
}
