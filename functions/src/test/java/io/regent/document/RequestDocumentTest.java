package io.regent.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.desk.Schemas;
import io.regent.drill.Action;
import io.regent.drill.Overriding;
import io.regent.drill.Request;
import io.regent.fleet.Fleet;
import io.regent.fleet.PolicySettings;
import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are read strictly, every problem is told, and the schema says the same. */
class RequestDocumentTest {
    private static final Path EVENTS = Path.of("..", "events");
    private static final Region IRELAND = new Region("eu-west-1");
    private static final Fleet ONE = fleet("services: {registry.example.com: {zone: Z1, endpoints: {eu-west-1: {},"
            + " ap-south-1: {}}, policy: {stabilisation: 7m}}}");
    private static final Fleet TWO = fleet("services: {a.example.com: {zone: Z1, endpoints: {eu-west-1: {},"
            + " ap-south-1: {}}}, b.example.com: {zone: Z1, endpoints: {eu-west-1: {}, us-east-2: {}}}}");

    private static Fleet fleet(String document) {
        return ((Reading.Read) FleetDocument.read(document)).fleet();
    }

    private static RequestReading read(Fleet fleet, String request) throws BadJson {
        return RequestDocument.read(Json.read(request.replace('\'', '"')).value(), fleet, "new-id");
    }

    private static Request.Asked asked(Fleet fleet, String request) throws BadJson {
        return ((RequestReading.Read) read(fleet, request)).asked();
    }

    private static List<String> problems(Fleet fleet, String request) throws BadJson {
        return read(fleet, request) instanceof RequestReading.Refused refused
                ? refused.problems().stream().map(Problem::toString).toList()
                : List.of();
    }

    @ParameterizedTest
    @EnumSource
    void theSampleOfAnActionIsReadAndAsItsSchemaSays(Action action) throws Exception {
        String sample = Files.readString(EVENTS.resolve(action.label() + ".json"));

        assertThat(asked(ONE, sample).request().action()).isEqualTo(action);
        assertThat(Schemas.problemsOfRequest(sample)).isEmpty();
    }

    @Test
    void aPreviewMayHaveARegionLostAndASettingOrTwo() throws Exception {
        Request.Preview preview = (Request.Preview) asked(ONE, Files.readString(EVENTS.resolve("preview-lost.json")))
                .request();

        assertThat(preview.lost()).contains(IRELAND);
        assertThat(preview.settings()).hasValueSatisfying(settings -> {
            assertThat(settings.stabilisation()).isEqualTo(Duration.ofMinutes(10));
            assertThat(settings.stepHold()).isEqualTo(Duration.ofMinutes(2));
        });
    }

    @Test
    void settingsThatAreLeftOutAreThoseOfTheService() throws Exception {
        Request.Preview preview = (Request.Preview) asked(ONE, "{'action': 'preview', 'settings': {'minServing': 1}}")
                .request();

        assertThat(preview.settings().map(PolicySettings::stabilisation)).contains(Duration.ofMinutes(7));
    }

    @Test
    void whatIsLeftOutHasADefault() throws Exception {
        Request.Asked asked = asked(ONE, "{'action': 'hold', 'for': '90s'}");

        assertThat(asked.id()).isEqualTo("new-id");
        assertThat(asked.by()).isEqualTo("somebody");
        assertThat(asked.force()).isEmpty();
        assertThat(asked.service().name().value()).isEqualTo("registry.example.com");
        assertThat(asked.request()).isEqualTo(new Request.Hold(Duration.ofSeconds(90)));
    }

    @Test
    void forceNamesWhatItOverrides() throws Exception {
        assertThat(asked(ONE, "{'action': 'release', 'force': ['hold', 'rest-not-up']}")
                        .force())
                .isEqualTo(Set.of(Overriding.HOLD, Overriding.REST_NOT_UP));
    }

    @Test
    void whereThereAreSeveralServicesOneHasToBeNamed() throws Exception {
        assertThat(problems(TWO, "{'action': 'status'}"))
                .containsExactly("service: missing: expected one of a.example.com, b.example.com");
        assertThat(problems(TWO, "{'action': 'restore', 'service': 'b.example.com', 'region': 'ap-south-1'}"))
                .containsExactly("region: the text \"ap-south-1\": expected one of eu-west-1, us-east-2");
        assertThat(problems(TWO, "{'action': 'restore', 'service': 'A.Example.com', 'region': 'ap-south-1'}"))
                .isEmpty();
    }

    @Test
    void everyProblemIsToldAtOnce() throws Exception {
        assertThat(problems(
                        ONE,
                        "{'action': 'evacuate', 'region': 'Ireland', 'for': 'a while', 'by': '', 'id': 'a b',"
                                + " 'force': ['all'], 'regoin': 'eu-west-1'}"))
                .hasSize(6)
                .anySatisfy(problem -> assertThat(problem)
                        .isEqualTo("region: the text \"Ireland\": expected one of" + " ap-south-1, eu-west-1"))
                .anySatisfy(problem -> assertThat(problem).startsWith("for: the text \"a while\": expected a duration"))
                .anySatisfy(problem -> assertThat(problem).startsWith("by: the text \"\": expected 1 to 64"))
                .anySatisfy(problem -> assertThat(problem).startsWith("id: the text \"a b\": expected 1 to 64"))
                .anySatisfy(problem -> assertThat(problem).startsWith("force[0]: the text \"all\": expected one of"))
                .anySatisfy(problem -> assertThat(problem).contains("did you mean region?"));
    }

    /** Only what a schema can know: it knows no fleet. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "{}",
                "{'action': 'drain'}",
                "{'action': 'Status'}",
                "{'action': 1}",
                "{'action': 'status', 'force': []}",
                "{'action': 'status', 'region': 'eu-west-1'}",
                "{'action': 'evacuate', 'region': 'eu-west-1'}",
                "{'action': 'evacuate', 'for': '30m'}",
                "{'action': 'evacuate', 'region': 'eu-west-1', 'for': '0s'}",
                "{'action': 'evacuate', 'region': 'eu-west-1', 'for': '1500ms'}",
                "{'action': 'evacuate', 'region': 'eu-west-1', 'for': 30}",
                "{'action': 'restore', 'region': 'eu-west-1', 'for': '30m'}",
                "{'action': 'restore', 'region': 'Ireland'}",
                "{'action': 'hold', 'for': '1h', 'region': 'eu-west-1'}",
                "{'action': 'hold', 'for': '1h', 'by': 7}",
                "{'action': 'hold', 'for': '1h', 'by': '   '}",
                "{'action': 'hold', 'for': '1h', 'by': 'a\\nb'}",
                "{'action': 'hold', 'for': '1h', 'id': ''}",
                "{'action': 'release', 'force': ['hold', 'hold']}",
                "{'action': 'release', 'force': 'hold'}",
                "{'action': 'verify', 'questions': 0}",
                "{'action': 'verify', 'questions': '7'}",
                "{'action': 'preflight', 'scope': 'all'}",
                "{'action': 'preview', 'settings': {'stabilization': '1m'}}",
                "{'action': 'preview', 'settings': {'failback': 'never'}}",
                "{'action': 'preview', 'settings': {'repair': 'reboot'}}",
                "{'action': 'preview', 'settings': {'repair': ['hammer']}}",
                "{'action': 'repair', 'region': 'eu-west-1'}",
                "{'action': 'repair', 'region': 'eu-west-1', 'means': 'hammer'}",
                "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', 'until': '2026-03-01T13:00:00Z'}",
                "{'action': 'replay', 'from': 'noon', 'until': '2026-03-01T13:00:00Z', 'settings': {'a': {}}}",
                "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', 'until': '2026-03-01T13:00:00Z',"
                        + " 'settings': {'own': {}}}",
                "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', 'until': '2026-03-01T13:00:00Z',"
                        + " 'settings': {'a name of five and twenty': {}}}",
                "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', 'until': '2026-03-01T13:00:00Z',"
                        + " 'settings': {}}",
                "{'action': 'retire', 'for': '1h'}",
            })
    void whatTheSchemaRefusesIsRefused(String request) throws Exception {
        assertThat(Schemas.problemsOfRequest(request.replace('\'', '"'))).isNotEmpty();
        assertThat(problems(ONE, request)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'action': 'hold', 'for': '72h', 'by': 'Ünal, on call', 'id': 'a.b_c:d-1'}",
                "{'action': 'hold', 'for': '3000ms'}",
                "{'action': 'verify', 'resolvers': ['1.1.1.1', 'dns.google:53'], 'questions': 100}",
                "{'action': 'preview', 'settings': {'repair': ['address', 'reboot']}}",
                "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', 'until': '2026-03-01T13:00:00Z',"
                        + " 'settings': {'a': {}}}",
            })
    void whatTheSchemaTakesIsRead(String request) throws Exception {
        assertThat(Schemas.problemsOfRequest(request.replace('\'', '"'))).isEmpty();
        assertThat(problems(ONE, request)).isEmpty();
    }

    @Test
    void noDurationIsLongerThanTheLedgerTakes() throws Exception {
        assertThat(problems(ONE, "{'action': 'hold', 'for': '73h'}"))
                .containsExactly("for: the text \"73h\": expected a duration in whole seconds such as 90s, 30m or 2h,"
                        + " from 1s to 72h");
    }

    @Test
    void whatIsTooLongForAReplayIsSaidByTheRequestsOwnLimits() throws Exception {
        String from = "{'action': 'replay', 'from': '2026-03-01T12:00:00Z', ";
        String later = "expected a time after from, at most 24 h later; a longer time can be asked for in parts";

        assertThat(problems(ONE, from + "'until': '2026-03-02T12:00:00Z', 'settings': {'a': {}}}"))
                .isEmpty();
        assertThat(problems(ONE, from + "'until': '2026-03-02T12:00:01Z', 'settings': {'a': {}}}"))
                .containsExactly("until: 2026-03-02T12:00:01Z: " + later);
        assertThat(problems(ONE, from + "'until': '2026-03-01T12:00:00Z', 'settings': {'a': {}}}"))
                .containsExactly("until: 2026-03-01T12:00:00Z: " + later);
        assertThat(problems(ONE, from + "'until': '2026-03-01T13:00:00Z', 'settings': {'own': {}, '<b>': {}}}"))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("expected a name of 1 to 24 letters, digits, blanks or any of ._%+-, a letter or")
                        .endsWith("and not own, which the service's own policy is called"));
        String nine = IntStream.range(0, 9).mapToObj(i -> "'" + i + "': {}").collect(Collectors.joining(", "));
        assertThat(problems(ONE, from + "'until': '2026-03-01T13:00:00Z', 'settings': {" + nine + "}}"))
                .singleElement()
                .asString()
                .startsWith("settings: ")
                .contains("expected a mapping of 1 to 8 names");
    }

    @Test
    void theSchemaAndThePaperKnowTheSameLimitsOfAReplayAsTheCode() throws Exception {
        JsonPlace properties = described(Action.REPLAY).field("properties");
        JsonPlace settings = properties.field("settings");
        String paper = Files.readString(EVENTS.resolve("../docs/replay.md"));
        long hours = Request.Replay.LONGEST.toHours();

        assertThat(settings.field("maxProperties").whole(0, 100)).isEqualTo(Request.Replay.MOST_SETTINGS);
        assertThat(settings.field("propertyNames").field("not").field("const").text())
                .isEqualTo(Request.Replay.OWN);
        assertThat(properties.field("verdicts").field("maxItems").whole(0, 1_000_000))
                .isEqualTo(Request.Replay.MOST_VERDICTS);
        assertThat(properties.field("until").field("description").text()).contains("at most " + hours + " h");
        assertThat(paper)
                .contains("may last " + hours + " hours")
                .contains("Up to " + Request.Replay.MOST_SETTINGS + " of them have names")
                .contains("is called `" + Request.Replay.OWN + "`")
                .contains(String.format(Locale.ROOT, "may hold %,d verdicts", Request.Replay.MOST_VERDICTS));
    }

    private static JsonPlace described(Action action) throws Exception {
        JsonPlace schema = Json.read(Files.readString(EVENTS.resolve("drill-request.schema.json")));
        return schema.field("oneOf").elements().stream()
                .filter(each -> title(each).equals(Optional.of(action.label())))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theSchemaKnowsTheSameWordsAsTheCode() throws Exception {
        JsonPlace schema = Json.read(Files.readString(EVENTS.resolve("drill-request.schema.json")));
        JsonPlace definitions = schema.field("$defs");

        assertThat(texts(definitions.field("force").field("items").field("enum")))
                .containsExactlyElementsOf(Arrays.stream(Overriding.values())
                        .map(Overriding::label)
                        .toList());
        assertThat(definitions.field("policy").field("properties").fields().keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(PolicySettings.class.getRecordComponents())
                        .map(RecordComponent::getName)
                        .toList());
        for (Action action : Action.values()) {
            assertThat(described(action).field("properties").fields().containsKey("force"))
                    .as("force of %s", action)
                    .isEqualTo(action.acts());
        }
    }

    private static Optional<String> title(JsonPlace place) {
        try {
            return Optional.of(place.field("title").text());
        } catch (BadJson e) {
            return Optional.empty();
        }
    }

    private static List<String> texts(JsonPlace array) throws BadJson, IOException {
        List<String> texts = new ArrayList<>();
        for (JsonPlace element : array.elements()) {
            texts.add(element.text());
        }
        return texts;
    }
}
