package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckConfigs.http;
import static io.regent.lab.twin.route53.CheckConfigs.tcp;
import static io.regent.lab.twin.route53.CheckField.DISABLED;
import static io.regent.lab.twin.route53.CheckField.ENABLE_SNI;
import static io.regent.lab.twin.route53.CheckField.FAILURE_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.FULLY_QUALIFIED_DOMAIN_NAME;
import static io.regent.lab.twin.route53.CheckField.INVERTED;
import static io.regent.lab.twin.route53.CheckField.IP_ADDRESS;
import static io.regent.lab.twin.route53.CheckField.PORT;
import static io.regent.lab.twin.route53.CheckField.REGIONS;
import static io.regent.lab.twin.route53.CheckField.REQUEST_INTERVAL;
import static io.regent.lab.twin.route53.CheckField.RESOURCE_PATH;
import static io.regent.lab.twin.route53.CheckField.SEARCH_STRING;
import static io.regent.lab.twin.route53.CheckField.TYPE;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Health checks that watch an endpoint. "DG" is the Route 53 Developer Guide, "How Amazon Route 53 determines whether a
 * health check is healthy".
 */
class EndpointHealthTest extends Route53ContractBase {
    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    private String make(CheckFields config) {
        return twin.healthChecks().create("one", config).id();
    }

    private boolean healthy(String id) {
        return twin.healthChecks().checkHealthy(id);
    }

    private static CheckFields patient(int threshold) {
        return tcp("192.0.2.1").with(FAILURE_THRESHOLD, Integer.toString(threshold));
    }

    /** How long until the check turns, looked at every second. */
    private Duration untilItTurns(String id) {
        boolean before = healthy(id);
        for (int seconds = 0; seconds < 1_000; seconds++) {
            if (healthy(id) != before) {
                return Duration.ofSeconds(seconds);
            }
            later(Duration.ofSeconds(1));
        }
        throw new AssertionError("it never turned");
    }

    @ParameterizedTest
    @CsvSource({"10, 1, 10", "10, 3, 30", "10, 10, 101", "30, 1, 30", "30, 3, 90"})
    @DisplayName("API, FailureThreshold: so many checks in a row, both ways; RequestInterval 10 or 30 s")
    void theThresholdCountsBothWays(int interval, int threshold, int most) {
        String id = make(patient(threshold).with(REQUEST_INTERVAL, Integer.toString(interval)));
        later(Duration.ofMinutes(1));
        int least = (threshold - 1) * interval;
        world.down();
        assertThat(untilItTurns(id)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
        later(Duration.ofMinutes(10));
        world.up();
        assertThat(untilItTurns(id)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
    }

    @Test
    @DisplayName("API, FailureThreshold: \"consecutive\"")
    void aTryThatPassesBeginsTheCountAnew() {
        String id = make(patient(3));
        List<Integer> tries = new ArrayList<>(Collections.nCopies(16, 0));
        world.endpoint(attempt -> {
            int checker = Integer.parseInt(attempt.checker().address().replaceFirst(".*\\.", "")) - 1;
            tries.set(checker, tries.get(checker) + 1);
            return Optional.of(
                    tries.get(checker) % 3 == 0
                            ? new Attempt.Result.Connected(Duration.ofMillis(1))
                            : new Attempt.Result.Failed("refused"));
        });
        for (int i = 0; i < 600; i++) {
            later(Duration.ofSeconds(1));
            assertThat(healthy(id)).isTrue();
        }
    }

    @Test
    @DisplayName("API, RequestInterval: from the response to the next request; DG: checkers don't coordinate")
    void eachCheckerGoesItsOwnWay() {
        List<String> seen = new ArrayList<>();
        world.endpoint(attempt -> {
            if (attempt.checker().address().equals("198.51.100.3")) {
                seen.add(Duration.between(START.plus(twin.settings().propagation()), agenda.instant())
                        .toString());
            }
            return Optional.of(new Attempt.Result.Connected(Duration.ofSeconds(2)));
        });
        make(tcp("192.0.2.1").with(REQUEST_INTERVAL, "10"));
        later(Duration.ofSeconds(30));
        assertThat(seen).containsExactly("PT1.25S", "PT13.25S", "PT25.25S");
        assertThat(world.attempts.stream()
                        .limit(16)
                        .map(attempt -> attempt.checker().address()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, false", "2, false", "3, true", "16, true"})
    @DisplayName("DG: \"If more than 18% of health checkers report that an endpoint is healthy\"; 3 of 16 are 18.75 %")
    void moreThan18PercentOfCheckersHaveToReachIt(int reaching, boolean healthy) {
        String id = make(patient(1));
        world.endpoint(attempt -> Optional.of(
                Integer.parseInt(attempt.checker().address().replaceFirst(".*\\.", "")) <= reaching
                        ? new Attempt.Result.Connected(Duration.ofMillis(1))
                        : new Attempt.Result.Failed("unreachable from here")));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isEqualTo(healthy);
    }

    @Test
    @DisplayName("API, Regions: checkers of the given regions only; of 6 checkers 2 are more than 18 %")
    void onlyTheGivenRegionsCheck() {
        String id = make(patient(1).with(REGIONS, "eu-west-1", "us-east-1", "sa-east-1"));
        world.endpoint(attempt -> Optional.of(
                attempt.checker().region().equals("eu-west-1")
                        ? new Attempt.Result.Connected(Duration.ofMillis(1))
                        : new Attempt.Result.Failed("unreachable from here")));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isTrue();
        assertThat(world.attempts.stream().map(attempt -> attempt.checker().region()))
                .containsOnly("eu-west-1", "us-east-1", "sa-east-1");
    }

    @ParameterizedTest
    @CsvSource({"9999, true", "10001, false"})
    @DisplayName("DG: \"establish a TCP connection with the endpoint within ten seconds\"")
    void aTcpConnectionHasTenSeconds(int millis, boolean healthy) {
        world.endpoint(attempt -> Optional.of(new Attempt.Result.Connected(Duration.ofMillis(millis))));
        String id = make(patient(1));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isEqualTo(healthy);
    }

    @ParameterizedTest
    @CsvSource({
        "3999, 1999, 200, true",
        "4001, 1, 200, false",
        "1, 2001, 200, false",
        "1, 1, 199, false",
        "1, 1, 204, true",
        "1, 1, 301, true",
        "1, 1, 399, true",
        "1, 1, 400, false",
        "1, 1, 401, false",
        "1, 1, 500, false"
    })
    @DisplayName(
            "DG: a connection within four seconds, a status code of 2xx or 3xx in two more; so a registry that asks"
                    + " for a login (401) looks dead")
    void anHttpAnswerHasFourAndTwoSecondsAndTellsByItsStatus(int connect, int answer, int status, boolean healthy) {
        world.endpoint(attempt -> Optional.of(new Attempt.Result.Answered(
                Duration.ofMillis(connect), Duration.ofMillis(answer), Duration.ZERO, status, "")));
        String id = make(http("HTTP").with(FAILURE_THRESHOLD, "1"));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isEqualTo(healthy);
        assertThat(twin.healthChecks().status(id))
                .allSatisfy(seen -> assertThat(seen.status()).startsWith(healthy ? "Success" : "Failure"));
    }

    @ParameterizedTest
    @CsvSource({"1999, 5118, true", "2001, 10, false", "1, 5119, false", "1, 0, true"})
    @DisplayName("DG: the body in two more seconds, the string entirely in its first 5,120 bytes")
    void theSearchStringStandsInTheFirst5120Bytes(int received, int before, boolean healthy) {
        world.endpoint(attempt -> Optional.of(new Attempt.Result.Answered(
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                Duration.ofMillis(received),
                200,
                "x".repeat(before) + "{}" + "x".repeat(100))));
        String id = make(http("HTTP_STR_MATCH").with(SEARCH_STRING, "{}").with(FAILURE_THRESHOLD, "1"));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isEqualTo(healthy);
        assertThat(world.attempts.getFirst().request().orElseThrow().bodyBytes())
                .isEqualTo(5_120);
    }

    @Test
    @DisplayName("API, SearchString: \"Route 53 considers case when searching\"; the status counts too")
    void theSearchStringIsSoughtAsItIsWritten() {
        String id = make(http("HTTP_STR_MATCH").with(SEARCH_STRING, "Up").with(FAILURE_THRESHOLD, "1"));
        world.answers(200, "Up");
        later(Duration.ofMinutes(1));
        assertThat(healthy(id)).isTrue();
        world.answers(200, "up");
        later(Duration.ofMinutes(1));
        assertThat(healthy(id)).isFalse();
        world.answers(404, "Up");
        later(Duration.ofMinutes(1));
        assertThat(healthy(id)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"TCP, 10", "HTTP, 6", "HTTP_STR_MATCH, 8"})
    void aTryThatHearsNothingFailsWhenItsTimeIsOver(String type, int seconds) {
        CheckFields config = type.equals("TCP") ? tcp("192.0.2.1") : http(type);
        CheckFields searching = type.endsWith("MATCH") ? config.with(SEARCH_STRING, "up") : config;
        world.endpoint(attempt -> Optional.empty());
        String id = make(searching.with(FAILURE_THRESHOLD, "1"));
        later(Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(twin.healthChecks().status(id)).isEmpty();
        later(Duration.ofMillis(1));
        assertThat(twin.healthChecks().status(id))
                .singleElement()
                .asString()
                .contains("Failure: The health checker", "within the timeout limit");
    }

    @Test
    @DisplayName(
            "DG: a new health check is considered \"healthy until there's enough data\", an inverted one unhealthy")
    void aNewHealthCheckIsHealthyUntilThereIsEnoughData() {
        world.down();
        String id = make(tcp("192.0.2.1"));
        String inverted = twin.healthChecks()
                .create("two", tcp("192.0.2.1").with(INVERTED, "true"))
                .id();
        later(Duration.ofSeconds(59));
        assertThat(healthy(id)).isTrue();
        assertThat(healthy(inverted)).isFalse();
        later(Duration.ofSeconds(60));
        assertThat(healthy(id)).isFalse();
        assertThat(healthy(inverted)).as("a truly dead endpoint, inverted").isTrue();
    }

    @Test
    @DisplayName("API, Disabled: stops submitting requests, always healthy; \"you can also invert the status\"")
    void aDisabledHealthCheckIsHealthyAndAsksNobody() {
        world.down();
        String id = make(patient(1));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isFalse();
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(DISABLED, "true"), List.of());
        assertThat(healthy(id)).isTrue();
        int before = world.attempts.size();
        later(Duration.ofMinutes(5));
        assertThat(world.attempts).hasSize(before);
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(INVERTED, "true"), List.of());
        assertThat(healthy(id)).isFalse();
        twin.healthChecks()
                .update(id, 0, CheckFields.NONE.with(INVERTED, "false").with(DISABLED, "false"), List.of());
        assertThat(healthy(id)).as("it begins anew").isTrue();
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isFalse();
    }

    @Test
    void anUpdateGoesOnFromWhatTheCheckersHold() {
        world.down();
        String id = make(patient(1));
        later(Duration.ofMinutes(2));
        twin.healthChecks().update(id, 0, CheckFields.NONE.with(PORT, "80"), List.of());
        assertThat(healthy(id)).isFalse();
        later(Duration.ofSeconds(31));
        assertThat(world.attempts.subList(world.attempts.size() - 16, world.attempts.size()))
                .allSatisfy(attempt -> assertThat(attempt.port()).isEqualTo(80));
    }

    @Test
    void aDeletedHealthCheckAsksNobodyAndIsUnhealthy() {
        String id = make(patient(1));
        later(Duration.ofMinutes(1));
        twin.healthChecks().delete(id);
        int before = world.attempts.size();
        later(Duration.ofMinutes(5));
        assertThat(world.attempts).hasSize(before);
        assertThat(healthy(id)).isFalse();
    }

    @Test
    @DisplayName(
            "API, FullyQualifiedDomainName: looked up for every try; without an A record \"DNS resolution failed\"")
    void aNameIsLookedUpForEveryTry() {
        String name = "origin.eu-west-1.registry.example.com";
        String id = make(CheckFields.NONE
                .with(TYPE, "TCP")
                .with(PORT, "5000")
                .with(FAILURE_THRESHOLD, "1")
                .with(FULLY_QUALIFIED_DOMAIN_NAME, name));
        later(Duration.ofMinutes(2));
        assertThat(healthy(id)).isFalse();
        assertThat(world.attempts).isEmpty();
        assertThat(twin.healthChecks().status(id).getFirst().status()).isEqualTo("Failure: DNS resolution failed.");
        holds(simple(name, RecordType.A, 60, "192.0.2.7"));
        settle();
        later(Duration.ofMinutes(1));
        assertThat(healthy(id)).isTrue();
        assertThat(world.attempts)
                .allSatisfy(attempt -> assertThat(attempt.address()).isEqualTo("192.0.2.7"));
    }

    @ParameterizedTest
    @CsvSource({
        "HTTP, 80, 192.0.2.1, '', 192.0.2.1",
        "HTTP, 80, 192.0.2.1, a.example.com, a.example.com",
        "HTTP, 5000, 192.0.2.1, a.example.com, a.example.com:5000",
        "HTTPS, 443, 192.0.2.1, a.example.com, a.example.com",
        "HTTPS, 80, 192.0.2.1, a.example.com, a.example.com:80",
        "HTTP, 5000, 2001:db8::1, '', [2001:db8::1]:5000"
    })
    @DisplayName("API, FullyQualifiedDomainName: how the Host header is made")
    void theHostHeaderNamesThePortUnlessItIsTheUsualOne(
            String type, String port, String address, String name, String host) {
        CheckFields config = CheckFields.NONE.with(TYPE, type).with(PORT, port).with(IP_ADDRESS, address);
        make(name.isEmpty() ? config : config.with(FULLY_QUALIFIED_DOMAIN_NAME, name));
        later(Duration.ofSeconds(1));
        Attempt attempt = world.attempts.getFirst();
        assertThat(attempt.address()).isEqualTo(address);
        assertThat(attempt.request().orElseThrow())
                .isEqualTo(new Attempt.Request(type.equals("HTTPS"), type.equals("HTTPS") ? name : "", host, "/", 0));
    }

    @Test
    @DisplayName("API, EnableSNI, ResourcePath")
    void sniCanBeLeftOutAndAPathNeedsNoSlash() {
        make(http("HTTPS")
                .with(FULLY_QUALIFIED_DOMAIN_NAME, "a.example.com")
                .with(RESOURCE_PATH, "v2/?a=b")
                .with(ENABLE_SNI, "false"));
        later(Duration.ofSeconds(1));
        Attempt.Request request = world.attempts.getFirst().request().orElseThrow();
        assertThat(request.serverName()).isEmpty();
        assertThat(request.path()).isEqualTo("/v2/?a=b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void thePaceShortensIntervalsAndLimitsAlike(int pace) {
        twin.set(twin.settings().withHealthPace(pace));
        String id = make(patient(3).with(REQUEST_INTERVAL, "10"));
        later(Duration.ofMinutes(1));
        world.endpoint(attempt -> Optional.empty());
        Attempt attempt = world.attempts.getLast();
        assertThat(attempt.limits().connect()).isEqualTo(Duration.ofSeconds(10).dividedBy(pace));
        // Three tries that hear nothing for 10 s each, with 10 s after each of them.
        later(Duration.ofSeconds(49).dividedBy(pace));
        assertThat(healthy(id)).isTrue();
        later(Duration.ofSeconds(12).dividedBy(pace));
        assertThat(healthy(id)).isFalse();
    }

    @Test
    void whoeverListensHearsOfEachTurn() {
        List<HealthCheck.Turned> heard = new ArrayList<>();
        twin.healthChecks().listen(heard::add);
        String id = make(patient(1));
        String parent = twin.healthChecks()
                .create("two", CheckConfigs.calculated(1, id))
                .id();
        later(Duration.ofMinutes(1));
        assertThat(heard).isEmpty();
        world.down();
        later(Duration.ofMinutes(1));
        world.up();
        later(Duration.ofMinutes(1));
        assertThat(heard)
                .extracting(turned -> turned.id() + " " + turned.healthy())
                .containsExactly(id + " false", parent + " false", id + " true", parent + " true");
    }
}
