package io.regent.lab.gameday;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.json.Json;
import io.regent.lab.drills.Order;
import io.regent.lab.drills.Report;
import io.regent.lab.svg.ShareChart;
import io.regent.lab.world.World;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The page as a browser and a reader get it. Its elements all end, so that it can be read as XML. */
class PageTest {
    private static final Instant BEGUN = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void itNeedsNothingBesideItself() throws Exception {
        String html = page(day(true));

        assertThat(html).startsWith("<!doctype html>");
        assertThat(html).doesNotContain("<script", "<link", "<img", "src=", "@import", "url(");
        Document document = parse(html);
        NodeList links = document.getElementsByTagName("a");
        for (int i = 0; i < links.getLength(); i++) {
            assertThat(((Element) links.item(i)).getAttribute("href")).startsWith("#");
        }
        assertThat(document.getElementsByTagName("svg").getLength()).isEqualTo(1);
    }

    @Test
    void itFollowsTheReadersColoursAndCanBePrinted() throws Exception {
        assertThat(page(day(true))).contains("prefers-color-scheme: dark", "@media print", "color-scheme: light dark");
    }

    @Test
    void itTellsWhatWasPractisedByWhomAndWhatCameOfIt() throws Exception {
        String text = parse(page(day(true))).getDocumentElement().getTextContent();

        assertThat(text)
                .contains("3 of 3 expectations were met.", "1 exercise with 1 request by ana & bodhi")
                .contains("Take <Ireland> out", "ana & bodhi asked eu-west-1 for", "evacuated <all> of it")
                .contains(
                        "Ireland's registry is killed", "Mumbai is drained", "detect", "0.4 s", "last-server", "3.2 s")
                .contains("Nothing that was not expected.");
    }

    @Test
    void whatWasMissedStandsAboveEverythingElse() throws Exception {
        Day day = day(false);
        String text = parse(page(day)).getDocumentElement().getTextContent();

        assertThat(day.missed()).isEqualTo(1);
        assertThat(text)
                .contains("2 of 3 expectations were met; 1 was missed.")
                .contains("Exercise 1: it was expected that Ireland is out. Found: weight 50.")
                .contains("Mend what was found, and play the day again")
                .doesNotContain("Nothing that was not expected.");
        assertThat(text.indexOf("Exercise 1: it was expected")).isLessThan(text.indexOf("It has to end."));
    }

    @Test
    void itIsWrittenOverAnOlderOne(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("day.html"), "older ".repeat(100_000));

        day(true).write(file);

        assertThat(Files.readString(file)).isEqualTo(page(day(true)));
    }

    private static String page(Day day) {
        return new Page(day).html();
    }

    private static Document parse(String html) throws Exception {
        String xml = html.replaceFirst("<!doctype html>", "");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    private static Day day(boolean met) throws Exception {
        Report report = new Report(Json.read("""
                {"outcome": "done", "text": "evacuated <all> of it",
                 "timeline": [{"phase": "detect", "at": "2026-03-01T12:00:01Z", "sinceStartMillis": 400},
                              {"phase": "last-server", "at": "2026-03-01T12:00:04Z", "sinceStartMillis": 3200}]}
                """).object());
        Exercise exercise = new Exercise(
                "Take <Ireland> out",
                "It has to end.",
                List.of("ana & bodhi"),
                BEGUN,
                BEGUN.plusSeconds(20),
                List.of(
                        new Moment.Asked(
                                BEGUN.plusSeconds(1),
                                "ana & bodhi",
                                World.IRELAND,
                                Order.of("{\"action\": \"evacuate\"}"),
                                report,
                                Duration.ofSeconds(4)),
                        new Moment.Fault(BEGUN.plusSeconds(6), "Ireland's registry is killed"),
                        new Moment.Moved(BEGUN.plusSeconds(9), "Mumbai is drained")),
                List.of(
                        new Expectation("Ireland is out", met, met ? "" : "weight 50"),
                        new Expectation("it ends by itself", true, "after 2.0 s")),
                200,
                0);
        return new Day(
                BEGUN,
                BEGUN.plusSeconds(120),
                List.of("a minute lasts 3 s"),
                List.of(exercise),
                List.of(new Expectation("every DNS question was answered", true, "")),
                new ShareChart(
                        "Share of DNS answers",
                        List.of(new ShareChart.Series(World.IRELAND, "Ireland")),
                        List.of(new ShareChart.Sample(Duration.ZERO, Map.of(World.IRELAND, 3))),
                        List.of(new ShareChart.Mark(Duration.ofSeconds(1), "1. Take <Ireland> out")),
                        Duration.ofSeconds(120)));
    }
}
