package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.document.FleetDocument;
import io.regent.document.Problem;
import io.regent.document.Reading;
import io.regent.fleet.Fleet;
import io.regent.fleet.ProbeKind;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetPaperTest {
    private static final Path PAPER = Path.of("..", "docs", "fleet.md");
    private static final Pattern YAML = Pattern.compile("(?s)```yaml\n(.*?)```");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern ACCEPTED = Pattern.compile("unknown field: expected one of ([\\w, ]+)");

    @Test
    void theFirstDocumentIsShortAndSound() throws IOException {
        String text = documents().getFirst();

        assertThat(text.lines().count()).isLessThanOrEqualTo(10);
        assertThat(fleet(text).services().getFirst().endpoints()).hasSize(2);
    }

    @Test
    void theFullDocumentSpellsOutTheDefaultsOfTheShortOne() throws IOException {
        Fleet brief = fleet(documents().get(0));
        Fleet full = fleet(documents().get(1));

        assertThat(documents()).hasSize(2);
        assertThat(full.services().getFirst()).isEqualTo(brief.services().getFirst());
        assertThat(full.controls()).isEqualTo(brief.controls());
    }

    @Test
    void theFullDocumentShowsEveryField() throws IOException {
        String full = documents().get(1);

        assertThat(rows(paper())).allSatisfy(field -> assertThat(full).containsPattern("\\b" + field + ":"));
    }

    @Test
    void theSecondServiceSaysWhatThePaperShows() throws IOException {
        Service service = fleet(documents().get(1)).services().get(1);

        assertThat(service.routing()).isEqualTo(Routing.FAILOVER);
        assertThat(service.probe().kind()).isEqualTo(ProbeKind.HTTPS);
        assertThat(service.probe().statuses()).hasSize(100);
        assertThat(service.vantages()).contains(new Region("us-east-1"));
        assertThat(service.endpoints().getFirst().targets()).hasSize(1);
        assertThat(service.endpoints().get(1).targets().get(1).address().port()).isEqualTo(443);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The document | {x: 1}",
                "A service | {services: {a.example.com: {x: 1}}}",
                "An endpoint | {services: {a.example.com: {endpoints: {eu-west-1: {x: 1}}}}}",
                "Its load balancer | {services: {a.example.com: {endpoints: {eu-west-1: {loadBalancer: {x: 1}}}}}}",
                "The probe | {services: {a.example.com: {probe: {x: 1}}}}",
                "The policy | {services: {a.example.com: {policy: {x: 1}}}}",
            })
    void theFieldsOfASectionAreThoseThatAreRead(String section, String document) throws IOException {
        assertThat(new TreeSet<>(rows(section(section)))).isEqualTo(new TreeSet<>(accepted(document)));
    }

    /** The fields that the reader names when it finds one that it does not know. */
    private static List<String> accepted(String document) {
        return refused(document).stream()
                .map(Problem::message)
                .flatMap(message -> ACCEPTED.matcher(message).results())
                .flatMap(result -> List.of(result.group(1).split(", ", -1)).stream())
                .toList();
    }

    private static List<Problem> refused(String document) {
        Reading reading = FleetDocument.read(document);
        assertThat(reading).isInstanceOf(Reading.Refused.class);
        return ((Reading.Refused) reading).problems();
    }

    private static Fleet fleet(String document) {
        Reading reading = FleetDocument.read(document);
        assertThat(reading).isInstanceOf(Reading.Read.class);
        return ((Reading.Read) reading).fleet();
    }

    private static List<String> documents() throws IOException {
        return YAML.matcher(paper()).results().map(result -> result.group(1)).toList();
    }

    private static String section(String title) throws IOException {
        String paper = paper();
        int start = paper.indexOf("\n## " + title + "\n");
        assertThat(start).as("section " + title).isPositive();
        int end = paper.indexOf("\n## ", start + 1);
        return paper.substring(start, end < 0 ? paper.length() : end);
    }

    private static List<String> rows(String text) {
        List<String> rows = new ArrayList<>();
        ROW.matcher(text).results().map(MatchResult::group).forEach(row -> rows.add(row.replaceAll("\\W", "")));
        assertThat(rows).isNotEmpty();
        return rows;
    }

    private static String paper() throws IOException {
        return Files.readString(PAPER);
    }
}
