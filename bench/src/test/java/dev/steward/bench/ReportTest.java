package dev.steward.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

final class ReportTest {
    @Test
    void jsonOfOneScenarioIsAnObjectWithTheAgreedKeys() {
        assertThat(json(Outcomes.fairness()))
                .startsWith("{\"scenario\":\"pool-16t\"")
                .contains("\"unit\":\"ops/us\"")
                .contains("\"steward\":{\"median\":12.5,\"min\":12,\"max\":13}")
                .contains("\"ratios\":{\"stormpot\":0.5}")
                .contains("\"longestWaitMillis\":{\"steward\":55,\"stormpot\":1500}")
                .contains("\"fewest\":{\"steward\":70,\"stormpot\":0}")
                .contains("\"most\":{\"steward\":100,\"stormpot\":200}");
    }

    @Test
    void jsonOfSeveralScenariosIsAnArray() {
        assertThat(json(Outcomes.fairness(), Outcomes.throughput()))
                .startsWith("[{\"scenario\":\"pool-16t\"")
                .endsWith("}]");
    }

    @Test
    void jsonTellsWhoCouldNotBeMeasuredAndWhatIsNoRatio() {
        assertThat(json(Outcomes.throughput())).contains("\"failures\":{\"vibur\":\"itsaid\\\"no\\\"\"}");
        assertThat(json(Outcomes.allocation()))
                .contains("\"steward\":{\"median\":0,\"min\":0,\"max\":0}")
                .contains("\"ratios\":{\"vibur\":null}")
                .contains("\"escaping\":{\"steward\":{\"median\":24,\"min\":24,\"max\":24}");
    }

    @Test
    void theTableAlignsItsColumns() {
        String table = TableReport.write(Outcomes.fairness(), Outcomes.ENVIRONMENT);

        assertThat(table.lines()
                        .filter(line -> line.startsWith("|"))
                        .map(String::length)
                        .distinct())
                .hasSize(1);
        assertThat(table)
                .contains("### pool-16t: a title", "commit abc1234", "| steward  |   12.5 | 12.0 | 13.0 |")
                .contains("|----------|-------:|-----:|");
    }

    @Test
    void thePictureIsWellFormedAndTellsOfStarvation() throws Exception {
        String svg = SvgChart.write(List.of(Outcomes.throughput(), Outcomes.fairness()), Outcomes.ENVIRONMENT);

        Document picture =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(picture.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg)
                .contains(
                        "prefers-color-scheme: dark",
                        "waits up to 1,500 ms; 0 to 200 turns",
                        "&lt;fast&gt; &amp; small");
    }

    private static String json(Outcome... outcomes) {
        return JsonReport.write(List.of(outcomes), false, Outcomes.ENVIRONMENT).replaceAll("\\s", "");
    }
}
