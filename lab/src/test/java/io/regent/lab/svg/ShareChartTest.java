package io.regent.lab.svg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.regent.fleet.Region;
import io.regent.lab.svg.ShareChart.Mark;
import io.regent.lab.svg.ShareChart.Sample;
import io.regent.lab.svg.ShareChart.Series;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ShareChartTest {
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Region MUMBAI = new Region("ap-south-1");
    private static final List<Series> SERIES = List.of(new Series(IRELAND, "Ireland"), new Series(MUMBAI, "Mumbai"));
    private static final Duration END = Duration.ofSeconds(10);

    @Test
    void anAreaIsTheShareOfItsRegionInStepsOnTopOfTheOthers() throws Exception {
        Document drawn = draw(List.of(sample(0, 3, 1), sample(4000, 0, 7)), List.of());
        // 818 pixels are 10 s, 200 pixels all answers: 3 of 4 are 150 pixels up from 296, until 4 s are 327.2 pixels.
        assertThat(attribute(drawn, "path", 0, "d"))
                .isEqualTo("M58 146L385.2 146L385.2 296L876 296L876 296L385.2 296L385.2 296L58 296Z");
        assertThat(attribute(drawn, "path", 1, "d"))
                .isEqualTo("M58 96L385.2 96L385.2 96L876 96L876 296L385.2 296L385.2 146L58 146Z");
    }

    @Test
    void aWhileWithoutAnswersIsAGapAndNotAShare() throws Exception {
        Document drawn = draw(List.of(sample(0, 0, 0)), List.of());
        assertThat(attribute(drawn, "path", 1, "d")).isEqualTo("M58 296L876 296L876 296L58 296Z");
    }

    @Test
    void marksAreNumberedByTimeAndListed() throws Exception {
        Document drawn =
                draw(List.of(sample(0, 1, 1)), List.of(mark(5000, "batch accepted"), mark(2500, "SIGKILL Ireland")));
        List<String> texts = texts(drawn, "text");
        assertThat(texts).containsSubsequence("1", "2.5 s", "SIGKILL Ireland", "2", "5.0 s", "batch accepted");
        assertThat(texts(drawn, "desc"))
                .containsExactly("Share of DNS answers over 10.0 s for Ireland, Mumbai."
                        + " Marked: 2.5 s SIGKILL Ireland; 5.0 s batch accepted.");
    }

    @Test
    void textIsEscapedAndReadBackAsItWas() throws Exception {
        String nasty = "<script>alert(\"&\")</script> ]]> 'é 🌍'";
        ShareChart chart = new ShareChart(nasty, SERIES, List.of(sample(0, 1, 1)), List.of(mark(1, nasty)), END);
        assertThat(chart.svg()).doesNotContain("<script");
        Document drawn = parse(chart.svg());
        assertThat(texts(drawn, "title")).contains(nasty);
        assertThat(texts(drawn, "text")).contains(nasty);
    }

    @Test
    void theSameValuesGiveTheSameBytesInWhateverOrderTheyCome(@TempDir Path directory) throws Exception {
        List<Sample> samples = new ArrayList<>(List.of(sample(0, 1, 1), sample(1000, 1, 2), sample(2000, 0, 2)));
        List<Mark> marks = new ArrayList<>(List.of(mark(500, "a"), mark(600, "b")));
        ShareChart chart = new ShareChart("t", SERIES, samples, marks, END);
        Collections.reverse(samples);
        Collections.reverse(marks);
        ShareChart again = new ShareChart("t", SERIES, samples, marks, END);
        assertThat(again.svg()).isEqualTo(chart.svg());
        chart.write(directory.resolve("chart.svg"));
        assertThat(Files.readString(directory.resolve("chart.svg"))).isEqualTo(chart.svg());
    }

    @Test
    void aWholeDemosMarksFitOnACardOfReadmeWidth() throws Exception {
        ShareChart chart = SampleDemo.chart();
        Document drawn = parse(chart.svg());
        assertThat(drawn.getDocumentElement().getAttribute("width")).isEqualTo("900");
        assertThat(Integer.parseInt(drawn.getDocumentElement().getAttribute("height")))
                .isLessThan(480);
        assertThat(texts(drawn, "text"))
                .containsAll(chart.marks().stream().map(Mark::label).toList());
    }

    @Test
    void spansHaveNumbersAndMarksBesideThemLetters() throws Exception {
        ShareChart chart = new ShareChart(
                "t",
                SERIES,
                List.of(sample(0, 1, 1)),
                List.of(span(0, 4, "look"), span(4, 9, "evacuate")),
                List.of(mark(500, "killed"), mark(6000, "started")),
                END);
        Document drawn = parse(chart.svg());
        assertThat(texts(drawn, "text")).containsSubsequence("1", "2").containsSubsequence("a", "0.5 s", "killed");
        assertThat(texts(drawn, "title")).contains("look", "evacuate");
        assertThat(texts(drawn, "desc"))
                .containsExactly("Share of DNS answers over 10.0 s for Ireland, Mumbai: from 0.0 s look; from 4.0 s"
                        + " evacuate. Marked: 0.5 s killed; 6.0 s started.");
        // 818 pixels are 10 s, and the first 58 are the margin's.
        assertThat(attribute(drawn, "rect", 4, "x")).isEqualTo("385.2");
        assertThat(attribute(drawn, "rect", 4, "width")).isEqualTo("409");
        assertThat(chart.sign(25)).isEqualTo("z");
        assertThat(chart.sign(26)).isEqualTo("aa");
        assertThat(new ShareChart("t", SERIES, List.of(sample(0, 1, 1)), List.of(), END).sign(25))
                .isEqualTo("26");
    }

    @Test
    void aPartLeavesTitleAndListToThePage() throws Exception {
        ShareChart chart = new ShareChart("t", SERIES, List.of(sample(0, 1, 1)), List.of(mark(5000, "killed")), END);
        Document drawn = parse(chart.part("small", 320));
        assertThat(drawn.getDocumentElement().getAttribute("width")).isEqualTo("320");
        assertThat(drawn.getDocumentElement().getAttribute("aria-labelledby")).isEqualTo("small-title small-desc");
        assertThat(attribute(drawn, "title", 0, "id")).isEqualTo("small-title");
        assertThat(texts(drawn, "text")).contains("1", "Ireland").doesNotContain("t", "killed");
        assertThat(texts(drawn, "desc").getFirst()).contains("killed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart.part("small", 319))
                .withMessageContaining("expected 320 or more");
    }

    @Test
    void noSignCoversAnotherHoweverManyThereAre() throws Exception {
        List<Mark> marks = new ArrayList<>(Collections.nCopies(40, mark(9000, "at once")));
        for (int width : List.of(320, 900)) {
            Document drawn = parse(new ShareChart("t", SERIES, List.of(sample(0, 1, 1)), marks, END).part("p", width));
            for (int i = 0; i < marks.size(); i++) {
                assertThat(number(drawn, i, "cx") - number(drawn, i, "r")).isGreaterThan(0);
                assertThat(number(drawn, i, "cx") + number(drawn, i, "r")).isLessThan(width);
                for (int j = 0; j < i; j++) {
                    double apart = Math.hypot(
                            number(drawn, i, "cx") - number(drawn, j, "cx"),
                            number(drawn, i, "cy") - number(drawn, j, "cy"));
                    assertThat(apart).as("signs %d and %d", i, j).isGreaterThanOrEqualTo(2 * number(drawn, i, "r"));
                }
            }
        }
    }

    @Test
    void whatCannotBeDrawnIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Mark(Duration.ofSeconds(-1), "early"))
                .withMessageContaining("mark at 'PT-1S': expected a time from 0 s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mark(0, "bell\u0007"))
                .withMessageContaining("expected 1 to 100 printable characters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sample(0, -1, 1))
                .withMessageContaining("answers of eu-west-1 '-1': expected 0 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShareChart("t", SERIES, List.of(), List.of(), END))
                .withMessageContaining("samples: 0, expected 1 to");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShareChart(
                        "t",
                        SERIES,
                        List.of(sample(0, 1, 1)),
                        List.of(span(0, 4, "look"), span(3, 9, "evacuate")),
                        List.of(),
                        END))
                .withMessageContaining("span 'evacuate': expected to begin after the one before");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ShareChart("t", SERIES, List.of(sample(10_000, 1, 1)), List.of(), END))
                .withMessageContaining("expected a time after every sample and mark");
    }

    @Test
    void thingsThatAreMovedApartKeepTheirDistanceTheirOrderAndTheirLine() {
        Random random = new Random(3);
        for (int round = 0; round < 2000; round++) {
            List<Double> wanted = random.doubles(1 + random.nextInt(40), 58, 876)
                    .map(x -> random.nextBoolean() ? x : 800)
                    .sorted()
                    .boxed()
                    .toList();
            List<Double> places = Spread.apart(wanted, 19, 58, 876);
            assertThat(places.getFirst()).isGreaterThanOrEqualTo(58);
            assertThat(places.getLast()).isLessThanOrEqualTo(876.000001);
            for (int i = 1; i < places.size(); i++) {
                assertThat(places.get(i) - places.get(i - 1)).isGreaterThan(18.999999);
            }
        }
    }

    @Test
    void whatHasRoomStaysWhereItBelongs() {
        assertThat(Spread.apart(List.of(100.0, 200.0, 300.0), 19, 58, 876)).containsExactly(100.0, 200.0, 300.0);
        assertThat(Spread.apart(List.of(100.0, 100.0), 20, 58, 876)).containsExactly(90.0, 110.0);
    }

    private static Sample sample(long millis, int ireland, int mumbai) {
        return new Sample(Duration.ofMillis(millis), Map.of(IRELAND, ireland, MUMBAI, mumbai));
    }

    private static ShareChart.Span span(int from, int to, String name) {
        return new ShareChart.Span(Duration.ofSeconds(from), Duration.ofSeconds(to), name);
    }

    private static double number(Document document, int circle, String attribute) {
        return Double.parseDouble(attribute(document, "circle", circle, attribute));
    }

    private static Mark mark(long millis, String label) {
        return new Mark(Duration.ofMillis(millis), label);
    }

    private static Document draw(List<Sample> samples, List<Mark> marks) throws Exception {
        return parse(new ShareChart("t", SERIES, samples, marks, END).svg());
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    private static String attribute(Document document, String element, int index, String name) {
        return document.getElementsByTagName(element)
                .item(index)
                .getAttributes()
                .getNamedItem(name)
                .getNodeValue();
    }

    private static List<String> texts(Document document, String element) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < document.getElementsByTagName(element).getLength(); i++) {
            texts.add(document.getElementsByTagName(element).item(i).getTextContent());
        }
        return texts;
    }
}
