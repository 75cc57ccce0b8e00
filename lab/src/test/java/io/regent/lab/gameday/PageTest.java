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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
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
        assertThat(ids(document)).doesNotHaveDuplicates();
    }

    @Test
    void itHasAPictureForWideScreensAndOneForNarrowOnes() throws Exception {
        NodeList pictures = parse(page(day(true))).getElementsByTagName("svg");

        assertThat(pictures.getLength()).isEqualTo(2);
        assertThat(((Element) pictures.item(0)).getAttribute("width")).isEqualTo("900");
        assertThat(((Element) pictures.item(1)).getAttribute("width")).isEqualTo("380");
        assertThat(page(day(true)))
                .contains("@media (max-width: 40rem)")
                .contains("<b>a</b> <span class=\"clock\">6.0 s</span> <span>Ireland's registry is killed</span>");
    }

    /** To see how the day went takes one page; a link to what is folded leads into the fold, which opens it. */
    @Test
    void reportsAndExercisesAreFoldedUnlessSomethingWasMissed() throws Exception {
        Document well = parse(page(day(true)));

        assertThat(folds(well, "pre")).containsExactly("the report", "1. Take <Ireland> out");
        assertThat(folds(well, "h4")).containsExactly("1. Take <Ireland> out");
        assertThat(open(well)).isEmpty();
        assertThat(open(parse(page(day(false))))).containsExactly("1. Take <Ireland> out");
        assertThat(page(day(true))).contains("href=\"#exercise-1\"", "href=\"#throughout\"");
        assertThat(ids(well)).contains("exercise-1", "throughout");
    }

    @Test
    void theTableAddsUpToWhatStandsAboveIt() throws Exception {
        Element table =
                (Element) parse(page(day(false))).getElementsByTagName("table").item(0);

        assertThat(cells(table, "expectations met")).containsExactly("1 of 2", "1 of 1");
        assertThat(cells(table, "clients' requests that failed")).containsExactly("0 of 200");
    }

    @Test
    void whatPreflightWarnsOfIsFoundOnceForAllRegions() throws Exception {
        Report report = new Report(Json.read("""
                {"outcome": "done", "text": "0 FAIL, 2 WARN, 1 OK",
                 "checks": [{"where": "eu-west-1", "check": "alarm <x>", "result": "WARN", "why": "It is in ALARM."},
                            {"where": "ap-south-1", "check": "alarm <x>", "result": "WARN", "why": "It is in ALARM."},
                            {"where": "fleet", "check": "code", "result": "OK", "why": "The same."}]}
                """).object());

        String text = parse(page(day(true, report))).getDocumentElement().getTextContent();

        assertThat(text)
                .contains("ap-south-1 and eu-west-1: WARN, alarm <x>: It is in ALARM.")
                .doesNotContain("The same.");
        assertThat(page(day(true))).doesNotContain("Preflight told of more");
    }

    @Test
    void requestsThatFailedAreCountedAtTheTop() throws Exception {
        assertThat(parse(page(day(true))).getDocumentElement().getTextContent())
                .contains("Clients sent 200 requests meanwhile, and none failed.");
        assertThat(parse(page(day(true, evacuated(), 7))).getDocumentElement().getTextContent())
                .contains("Of the 200 requests that clients sent meanwhile 7 failed");
    }

    @Test
    void theFirstEvacuationLastsAsLongAsThePaperHasIt() throws Exception {
        String paper = Files.readString(Path.of("..", "docs", "drills.md"));

        assertThat(paper).contains("`evacuate` one region, `" + Page.FOR + "`");
        assertThat(parse(page(day(true))).getDocumentElement().getTextContent())
                .contains("evacuate with " + Page.FOR + " and everybody watching");
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
                .contains("No expectation was missed.");
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
                .doesNotContain("No expectation was missed.");
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

    private static List<String> ids(Document document) {
        List<String> ids = new ArrayList<>();
        NodeList all = document.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            String id = ((Element) all.item(i)).getAttribute("id");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** The headings of the folds around the first of such elements, from the inmost. */
    private static List<String> folds(Document document, String element) {
        List<String> folds = new ArrayList<>();
        Node inner = document.getElementsByTagName(element).item(0);
        for (Node outer = inner.getParentNode(); outer instanceof Element around; outer = around.getParentNode()) {
            if (around.getTagName().equals("details")) {
                folds.add(heading(around));
            }
        }
        return folds;
    }

    private static List<String> open(Document document) {
        List<String> open = new ArrayList<>();
        NodeList all = document.getElementsByTagName("details");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).hasAttribute("open")) {
                open.add(heading((Element) all.item(i)));
            }
        }
        return open;
    }

    private static String heading(Element details) {
        return details.getElementsByTagName("summary").item(0).getFirstChild().getTextContent();
    }

    private static List<String> cells(Element table, String label) {
        List<String> cells = new ArrayList<>();
        NodeList all = table.getElementsByTagName("td");
        for (int i = 0; i < all.getLength(); i++) {
            if (((Element) all.item(i)).getAttribute("data-label").equals(label)) {
                cells.add(all.item(i).getTextContent());
            }
        }
        return cells;
    }

    private static Day day(boolean met) throws Exception {
        return day(met, evacuated());
    }

    private static Day day(boolean met, Report report) throws Exception {
        return day(met, report, 0);
    }

    private static Report evacuated() throws Exception {
        return new Report(Json.read("""
                {"outcome": "done", "text": "evacuated <all> of it",
                 "timeline": [{"phase": "detect", "at": "2026-03-01T12:00:01Z", "sinceStartMillis": 400},
                              {"phase": "last-server", "at": "2026-03-01T12:00:04Z", "sinceStartMillis": 3200}]}
                """).object());
    }

    private static Day day(boolean met, Report report, int lost) throws Exception {
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
                lost);
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
                        List.of(new ShareChart.Span(Duration.ZERO, Duration.ofSeconds(20), "Take <Ireland> out")),
                        List.of(new ShareChart.Mark(Duration.ofSeconds(6), "Ireland's registry is killed")),
                        Duration.ofSeconds(120)));
    }
}
