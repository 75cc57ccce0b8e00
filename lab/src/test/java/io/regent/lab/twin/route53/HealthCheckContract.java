package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckConfigs.calculated;
import static io.regent.lab.twin.route53.CheckConfigs.http;
import static io.regent.lab.twin.route53.CheckConfigs.metric;
import static io.regent.lab.twin.route53.CheckConfigs.tcp;
import static io.regent.lab.twin.route53.CheckField.ALARM_NAME;
import static io.regent.lab.twin.route53.CheckField.ALARM_REGION;
import static io.regent.lab.twin.route53.CheckField.CHILD_HEALTH_CHECKS;
import static io.regent.lab.twin.route53.CheckField.DISABLED;
import static io.regent.lab.twin.route53.CheckField.ENABLE_SNI;
import static io.regent.lab.twin.route53.CheckField.FAILURE_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.FULLY_QUALIFIED_DOMAIN_NAME;
import static io.regent.lab.twin.route53.CheckField.HEALTH_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.INSUFFICIENT_DATA_HEALTH_STATUS;
import static io.regent.lab.twin.route53.CheckField.INVERTED;
import static io.regent.lab.twin.route53.CheckField.IP_ADDRESS;
import static io.regent.lab.twin.route53.CheckField.MEASURE_LATENCY;
import static io.regent.lab.twin.route53.CheckField.PORT;
import static io.regent.lab.twin.route53.CheckField.REGIONS;
import static io.regent.lab.twin.route53.CheckField.REQUEST_INTERVAL;
import static io.regent.lab.twin.route53.CheckField.RESOURCE_PATH;
import static io.regent.lab.twin.route53.CheckField.SEARCH_STRING;
import static io.regent.lab.twin.route53.CheckField.TYPE;
import static io.regent.lab.twin.route53.RecordSets.checked;
import static io.regent.lab.twin.route53.RecordSets.creating;
import static io.regent.lab.twin.route53.RecordSets.delete;
import static io.regent.lab.twin.route53.RecordSets.weighted;
import static io.regent.lab.twin.route53.SimulatedWorld.settings;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operations on health checks take, refuse and give back. "API" is the Route 53 API reference. */
public abstract class HealthCheckContract extends Route53ContractBase {
    /** The way to the health checks that is under test. */
    protected abstract HealthCheckAccount checks();

    private void invalid(String part, CheckFields config) {
        refusedAs("InvalidInput", 400, part, () -> checks().create("one", config));
        assertThat(checks().list("", 100).checks()).isEmpty();
    }

    @Test
    @DisplayName("API, HealthCheckConfig: what is left out gets the documented default")
    void anEndpointsHealthCheckIsCompleted() {
        HealthCheck made = checks().create("one", tcp("192.0.2.1"));
        assertThat(made.id()).matches("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}");
        assertThat(made.callerReference()).isEqualTo("one");
        assertThat(made.version()).isEqualTo(1);
        assertThat(made.alarm()).isEmpty();
        assertThat(made.config())
                .isEqualTo(tcp("192.0.2.1")
                        .with(REQUEST_INTERVAL, "30")
                        .with(FAILURE_THRESHOLD, "3")
                        .with(MEASURE_LATENCY, "false")
                        .with(INVERTED, "false")
                        .with(DISABLED, "false")
                        .with(ENABLE_SNI, "false"));
        assertThat(checks().get(made.id())).isEqualTo(made);
        assertThat(checks().create("two", http("HTTPS")).config().values())
                .containsEntry(PORT, List.of("443"))
                .containsEntry(ENABLE_SNI, List.of("true"));
        assertThat(checks().create("three", http("HTTP")).config().text(PORT)).isEqualTo("80");
    }

    @Test
    void everySettingIsKept() {
        CheckFields config = http("HTTPS_STR_MATCH")
                .with(PORT, "8443")
                .with(RESOURCE_PATH, "/v2/?a=b&c=<d>")
                .with(FULLY_QUALIFIED_DOMAIN_NAME, "origin.example.com")
                .with(SEARCH_STRING, "{}")
                .with(REQUEST_INTERVAL, "10")
                .with(FAILURE_THRESHOLD, "1")
                .with(MEASURE_LATENCY, "true")
                .with(INVERTED, "true")
                .with(DISABLED, "true")
                .with(ENABLE_SNI, "false")
                .with(REGIONS, "us-east-1", "eu-west-1", "sa-east-1");
        HealthCheck made = checks().create("one", config);
        assertThat(made.config()).isEqualTo(config);
        assertThat(checks().get(made.id()).config()).isEqualTo(config);
    }

    @Test
    @DisplayName("API, CallerReference: a repeated request is known; other settings or a deleted check are refused")
    void aHealthCheckIsMadeOncePerCallerReference() {
        HealthCheck made = checks().create("one", tcp("192.0.2.1"));
        assertThat(checks().create("one", tcp("192.0.2.1"))).isEqualTo(made);
        refusedAs("HealthCheckAlreadyExists", 409, "one", () -> checks().create("one", tcp("192.0.2.2")));
        assertThat(checks().create("two", tcp("192.0.2.1")).id()).isNotEqualTo(made.id());
        checks().delete(made.id());
        refusedAs("HealthCheckAlreadyExists", 409, "one", () -> checks().create("one", tcp("192.0.2.1")));
    }

    @Test
    @DisplayName("API: NoSuchHealthCheck")
    void anUnknownHealthCheckIsRefused() {
        String id = "11111111-1111-1111-1111-111111111111";
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().get(id));
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().update(id, 0, CheckFields.NONE));
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().delete(id));
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().status(id));
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().tags(id));
        refusedAs("NoSuchHealthCheck", 404, id, () -> checks().changeTags(id, Map.of("a", "b"), List.of()));
    }

    @Test
    @DisplayName("API, UpdateHealthCheck, HealthCheckVersion: refused with HealthCheckVersionMismatch unless it is the"
            + " present one; one more with every update")
    void anUpdateOfAnotherVersionIsRefused() {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        HealthCheck second = checks().update(id, 1, CheckFields.NONE.with(INVERTED, "true"));
        assertThat(second.version()).isEqualTo(2);
        assertThat(second.config().text(INVERTED)).isEqualTo("true");
        assertThat(second.config().text(IP_ADDRESS)).isEqualTo("192.0.2.1");
        refusedAs(
                "HealthCheckVersionMismatch",
                409,
                "1",
                () -> checks().update(id, 1, CheckFields.NONE.with(INVERTED, "false")));
        refusedAs("HealthCheckVersionMismatch", 409, "3", () -> checks().update(id, 3, CheckFields.NONE));
        assertThat(checks().get(id)).isEqualTo(second);
        assertThat(checks().update(id, 0, CheckFields.NONE.with(INVERTED, "false"))
                        .version())
                .isEqualTo(3);
    }

    @Test
    @DisplayName("API, ResetElements: back to null, or to all regions")
    void elementsAreReset() {
        CheckFields config = http("HTTP")
                .with(RESOURCE_PATH, "/v2/")
                .with(FULLY_QUALIFIED_DOMAIN_NAME, "a.example.com")
                .with(REGIONS, "us-east-1", "eu-west-1", "sa-east-1");
        String id = checks().create("one", config).id();
        assertThat(checks().update(id, 0, CheckFields.NONE, RESOURCE_PATH, FULLY_QUALIFIED_DOMAIN_NAME, REGIONS)
                        .config()
                        .values())
                .doesNotContainKeys(RESOURCE_PATH, FULLY_QUALIFIED_DOMAIN_NAME, REGIONS);
        String child = checks().create("two", tcp("192.0.2.1")).id();
        String parent = checks().create("three", calculated(0, child)).id();
        assertThat(checks().update(parent, 0, CheckFields.NONE, CHILD_HEALTH_CHECKS)
                        .config()
                        .list(CHILD_HEALTH_CHECKS))
                .isEmpty();
    }

    @Test
    @DisplayName("API, IPAddress, FullyQualifiedDomainName: an address is neither added to a health check nor removed")
    void aHealthCheckKeepsItsWayToTheEndpoint() {
        String named = checks().create(
                        "one",
                        CheckFields.NONE
                                .with(TYPE, "TCP")
                                .with(PORT, "5000")
                                .with(FULLY_QUALIFIED_DOMAIN_NAME, "a.example.com"))
                .id();
        refusedAs(
                "InvalidInput",
                400,
                "IPAddress cannot be added",
                () -> checks().update(named, 0, CheckFields.NONE.with(IP_ADDRESS, "192.0.2.1")));
        refusedAs(
                "InvalidInput",
                400,
                "an IP address or a fully qualified domain name",
                () -> checks().update(named, 0, CheckFields.NONE, FULLY_QUALIFIED_DOMAIN_NAME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Type | RECOVERY_CONTROL | Type 'RECOVERY_CONTROL'",
                "IPAddress | 10.0.0.1 | private",
                "IPAddress | 172.16.0.1 | private",
                "IPAddress | 100.64.0.1 | non-routable",
                "IPAddress | 169.254.169.254 | local",
                "IPAddress | 224.0.0.1 | multicast",
                "IPAddress | fd00::1 | private",
                "IPAddress | 1.2.3 | the form of an IPv4 or IPv6 address",
                "Port | 0 | at 'healthCheckConfig.port' failed to satisfy constraint: Member must have value greater than"
                        + " or equal to 1",
                "Port | 65536 | value less than or equal to 65535",
                "RequestInterval | 9 | value greater than or equal to 10",
                "RequestInterval | 31 | value less than or equal to 30",
                "RequestInterval | 20 | expected 10 or 30 seconds",
                "FailureThreshold | 0 | value greater than or equal to 1",
                "FailureThreshold | 11 | value less than or equal to 10",
                "FullyQualifiedDomainName | a..b | FullyQualifiedDomainName: FATAL problem",
                "SearchString | up | Health checks of type TCP must not have SearchString specified",
                "ResourcePath | /v2/ | Health checks of type TCP must not have ResourcePath specified",
                "HealthThreshold | 1 | must not have HealthThreshold specified",
                "InsufficientDataHealthStatus | Healthy | must not have InsufficientDataHealthStatus specified"
            })
    @DisplayName("API, HealthCheckConfig")
    void aSettingOutOfBoundsIsRefused(String field, String value, String reason) {
        invalid(reason, tcp("192.0.2.1").with(CheckField.named(field).orElseThrow(), value));
    }

    @Test
    @DisplayName("API, HealthCheckConfig: what each type must have")
    void aTypesOwnSettingsAreRequired() {
        invalid("an IP address or a fully qualified domain name", CheckFields.NONE.with(TYPE, "HTTP"));
        invalid("must have a port", CheckFields.NONE.with(TYPE, "TCP").with(IP_ADDRESS, "192.0.2.1"));
        invalid("HTTP_STR_MATCH must have a search string", http("HTTP_STR_MATCH"));
        invalid("HTTP must not have a search string", http("HTTP").with(SEARCH_STRING, "up"));
        invalid(
                "Calculated health checks must have a health threshold specified.",
                CheckFields.NONE.with(TYPE, "CALCULATED"));
        invalid("must have an alarm identifier", CheckFields.NONE.with(TYPE, "CLOUDWATCH_METRIC"));
        invalid(
                "Health checks of type TCP must not have AlarmIdentifier specified",
                tcp("192.0.2.1").with(ALARM_REGION, "eu-west-1").with(ALARM_NAME, "a"));
    }

    @Test
    @DisplayName("API, Regions: at least three of the eight")
    void checkersOfAtLeastThreeRegionsAreNeeded() {
        invalid("length greater than or equal to 3", tcp("192.0.2.1").with(REGIONS, "us-east-1", "eu-west-1"));
        invalid("value from the set", tcp("192.0.2.1").with(REGIONS, "us-east-1", "eu-west-1", "ap-south-1"));
    }

    @Test
    @DisplayName("API, HealthThreshold from 0 to 256, ChildHealthCheckList up to 256")
    void aCalculatedHealthCheckIsBounded() {
        invalid("value less than or equal to 256", calculated(257));
        invalid("value greater than or equal to 0", calculated(-1));
        invalid(
                "length less than or equal to 256",
                calculated(
                        1, IntStream.range(0, 257).mapToObj(Integer::toString).toArray(String[]::new)));
        invalid("no health check exists with the ID gone", calculated(1, "gone"));
    }

    @Test
    void aCalculatedHealthCheckIsNoChildAndNamesNobodyTwice() {
        String child = checks().create("one", tcp("192.0.2.1")).id();
        String parent = checks().create("two", calculated(1, child)).id();
        refusedAs(
                "InvalidInput",
                400,
                "no calculated health check",
                () -> checks().create("three", calculated(1, parent)));
        refusedAs("InvalidInput", 400, "twice", () -> checks().create("three", calculated(1, child, child)));
    }

    @Test
    @DisplayName("API, CloudWatchAlarmConfiguration: the check holds the alarm's settings as they were; LastKnownStatus"
            + " is the default")
    void aHealthCheckOfAnAlarmShowsItsCopyOfTheAlarm() {
        world.alarm("ap-south-1", "down", settings("RoutingControl"));
        HealthCheck made = checks().create("one", metric("ap-south-1", "down"));
        assertThat(made.alarm()).contains(settings("RoutingControl"));
        assertThat(made.config())
                .isEqualTo(metric("ap-south-1", "down")
                        .with(INSUFFICIENT_DATA_HEALTH_STATUS, "LastKnownStatus")
                        .with(INVERTED, "false")
                        .with(DISABLED, "false"));
        world.alarm("ap-south-1", "down", settings("Other"));
        assertThat(checks().get(made.id())).isEqualTo(made);
        assertThat(checks().update(made.id(), 1, CheckFields.NONE).alarm()).contains(settings("Other"));
    }

    @Test
    @DisplayName("API, AlarmIdentifier: standard resolution, five statistics; DG: no \"M out of N\"")
    void anAlarmThatRoute53CannotFollowIsRefused() {
        AlarmCopy good = settings("m");
        invalid("alarm 'gone' in eu-west-1 does not exist", metric("eu-west-1", "gone"));
        world.alarm("eu-west-1", "here", good);
        invalid("alarm 'here' in ap-south-1 does not exist", metric("ap-south-1", "here"));
        world.alarm("eu-west-1", "fast", with(good, 3, 10, "Minimum", Map.of()));
        invalid("period of 10 s: high-resolution metrics are not supported", metric("eu-west-1", "fast"));
        world.alarm("eu-west-1", "p99", with(good, 1, 60, "p99", Map.of()));
        invalid("statistic p99", metric("eu-west-1", "p99"));
        world.alarm("eu-west-1", "mOfN", with(good, 3, 60, "Minimum", Map.of()), 2);
        invalid("2 out of 3 data points", metric("eu-west-1", "mOfN"));
        invalid("value from the set", metric("eu-west-1", "here").with(INSUFFICIENT_DATA_HEALTH_STATUS, "Unknown"));
    }

    private static AlarmCopy with(
            AlarmCopy copy, int periods, int period, String statistic, Map<String, String> dimensions) {
        return new AlarmCopy(
                periods,
                copy.threshold(),
                copy.comparison(),
                period,
                copy.metricName(),
                copy.namespace(),
                statistic,
                dimensions);
    }

    @Test
    @DisplayName("API, DeleteHealthCheck: neither record sets nor calculated health checks prevent it; HealthCheckInUse"
            + " \"is not in use\"")
    void aHealthCheckThatIsNamedElsewhereIsDeletedAllTheSame() {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        checks().create("two", calculated(1, id));
        RecordSet set = checked(weighted("a.example.com", "one", 1, 60, "192.0.2.1"), id);
        holds(set);
        checks().delete(id);
        assertThat(records()).containsExactly(set);
        account().change(zoneId, ChangeBatch.of(delete(set)));
        assertThat(records()).isEmpty();
    }

    @Test
    @DisplayName("API, ChangeResourceRecordSets: NoSuchHealthCheck")
    void aRecordSetNamesAHealthCheckThatExists() {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        RecordSet good = checked(weighted("a.example.com", "one", 1, 60, "192.0.2.1"), id);
        RecordSet bad = checked(weighted("a.example.com", "two", 1, 60, "192.0.2.2"), "gone");
        refusedAs("NoSuchHealthCheck", 404, "gone", () -> account().change(zoneId, creating(good, bad)));
        assertThat(records()).isEmpty();
        holds(good);
        assertThat(records()).containsExactly(good);
    }

    @Test
    @DisplayName("API, ListHealthChecks: pages by marker")
    void healthChecksAreListedInPages() {
        HealthCheck one = checks().create("one", tcp("192.0.2.1"));
        HealthCheck two = checks().create("two", calculated(1, one.id()));
        assertThat(checks().list("", 1)).isEqualTo(new HealthCheck.Page(List.of(one), two.id()));
        assertThat(checks().list(two.id(), 1)).isEqualTo(new HealthCheck.Page(List.of(two), ""));
        refusedAs("InvalidInput", 400, "gone", () -> checks().list("gone", 1));
    }

    @Test
    @DisplayName("DG, Quotas: 200 active health checks; API: TooManyHealthChecks")
    void anAccountHas200HealthChecks() {
        IntStream.range(0, 200)
                .forEach(i -> checks().create("n" + i, tcp("192.0.2.1").with(DISABLED, "true")));
        refusedAs("TooManyHealthChecks", 400, "MAX_HEALTH_CHECKS", () -> checks().create("more", tcp("192.0.2.1")));
    }

    @Test
    @DisplayName("API, GetHealthCheckStatus: an observation of each checker; not for a calculated health check")
    void checkersReportWhatTheySaw() {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        assertThat(checks().status(id)).isEmpty();
        later(Duration.ofSeconds(31));
        assertThat(checks().status(id)).hasSize(16).allSatisfy(seen -> {
            assertThat(seen.status()).isEqualTo("Success: TCP connection established");
            assertThat(seen.checkedAt()).isBetween(START, agenda.instant());
        });
        String parent = checks().create("two", calculated(1, id)).id();
        refusedAs("InvalidInput", 400, "calculated", () -> checks().status(parent));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    @DisplayName("API, ChangeTagsForResource, ListTagsForResource: at most ten")
    void tagsAreAddedChangedAndRemoved(int more) {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        assertThat(checks().tags(id)).isEmpty();
        checks().changeTags(id, Map.of("Name", "a", "team", "x"), List.of());
        checks().changeTags(id, Map.of("Name", "b <&>"), List.of("team", "gone"));
        assertThat(checks().tags(id)).isEqualTo(Map.of("Name", "b <&>"));
        Map<String, String> many =
                IntStream.range(0, 9 + more).boxed().collect(Collectors.toMap(i -> "k" + i, i -> "v"));
        if (more == 0) {
            checks().changeTags(id, many, List.of());
            assertThat(checks().tags(id)).hasSize(10);
        } else {
            refusedAs("InvalidInput", 400, "at most 10", () -> checks().changeTags(id, many, List.of()));
            assertThat(checks().tags(id)).hasSize(1);
        }
    }

    @Test
    @DisplayName("API, UpdateHealthCheck: the bounds of CreateHealthCheck; what is refused changes nothing")
    void anUpdateKeepsWithinTheBounds() {
        String id = checks().create("one", tcp("192.0.2.1")).id();
        refusedAs(
                "InvalidInput",
                400,
                "value less than or equal to 10",
                () -> checks().update(id, 0, CheckFields.NONE.with(FAILURE_THRESHOLD, "11")));
        refusedAs(
                "InvalidInput",
                400,
                "must not have HealthThreshold",
                () -> checks().update(id, 0, CheckFields.NONE.with(HEALTH_THRESHOLD, "1")));
        assertThat(checks().get(id).version()).isEqualTo(1);
    }
}
