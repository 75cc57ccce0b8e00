package io.regent.lab.functions;

import static io.regent.lab.functions.OnStage.IRELAND;
import static io.regent.lab.functions.OnStage.MUMBAI;
import static io.regent.lab.functions.OnStage.QUICK;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.document.FleetDocument;
import io.regent.document.Reading;
import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Address;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.json.Json;
import io.regent.json.JsonArray;
import io.regent.json.JsonText;
import io.regent.lab.twin.route53.Route53Event;
import io.regent.verify.Dns;
import io.regent.verify.NewWay;
import io.regent.verify.Propagation;
import io.regent.verify.Verification;
import io.regent.verify.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the zone's name servers say of a drain, asked over real sockets. */
class NameServersTest {
    private static final Map<Region, Integer> BOTH = Map.of(IRELAND, 50, MUMBAI, 50);
    private static final Map<Region, Integer> IRELAND_OUT = Map.of(IRELAND, 0, MUMBAI, 50);

    private static Findings verify(OnStage world, Map<Region, Integer> expected) throws InterruptedException {
        Address resolver = new Address("127.0.0.1", world.stage.nameServer().getPort());
        return new Verification(Dns.through(world.stage.nameServer()), world.clock)
                .run(service(world), expected, new Request.Verify(List.of(resolver), 20), soon(world));
    }

    private static Watch watch(OnStage world, NewWay newWay, Duration longest) throws InterruptedException {
        return new Propagation(Dns.through(world.stage.nameServer()), world.clock)
                .watch(service(world), newWay, world.now().plus(longest));
    }

    private static Instant soon(OnStage world) {
        return world.now().plusSeconds(40);
    }

    private static Service service(OnStage world) {
        if (FleetDocument.read(world.stage.document()) instanceof Reading.Read read) {
            return read.fleet().services().getFirst();
        }
        throw new IllegalStateException("the stage's document is good");
    }

    private static List<String> problems(Findings findings) {
        return findings.sections().stream()
                .filter(section -> section.name().equals("problems"))
                .flatMap(section -> ((JsonArray) section.facts()).elements().stream())
                .map(text -> ((JsonText) text).value())
                .toList();
    }

    private static Section section(Findings findings, String name) {
        return findings.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void drainIreland(OnStage world) throws Exception {
        world.stage.registry(IRELAND).kill();
        world.tick(MUMBAI);
    }

    @Test
    void beforeADrainBothRegionsAnswerAndAfterItOne() throws Exception {
        try (OnStage world = OnStage.settled()) {
            Findings before = verify(world, BOTH);

            assertThat(problems(before)).isEmpty();
            assertThat(before.outcome()).isEqualTo(Outcome.DONE);
            assertThat(section(before, "servers").lines())
                    .as("four name servers, each with its name and a line for either protocol, and IPv6")
                    .hasSize(4 * 3 + 1)
                    .last()
                    .isEqualTo("They have no IPv6 addresses.");
            assertThat(section(before, "shares").lines()).last().isEqualTo("TTL 60 s");

            drainIreland(world);
            assertThat(watch(world, new NewWay.Written(2, Set.of(IRELAND)), Duration.ofSeconds(20))
                            .complete())
                    .isTrue();
            Findings after = verify(world, IRELAND_OUT);

            assertThat(problems(after)).isEmpty();
            assertThat(after.outcome()).isEqualTo(Outcome.DONE);
            assertThat(section(after, "shares").lines())
                    .anyMatch(line -> line.startsWith("eu-west-1") && line.contains(" 0 of 160 "));
            assertThat(problems(verify(world, BOTH)))
                    .as("what was expected before is off beyond chance now")
                    .anyMatch(problem -> problem.contains("beyond chance"));
        }
    }

    @Test
    void aChangeOnItsWayIsNotSeenBeforeItCame() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.route53().set(QUICK.withPropagation(Duration.ofMinutes(10)));
            drainIreland(world);

            Watch early = watch(world, new NewWay.Written(2, Set.of(IRELAND)), Duration.ofMillis(200));
            Findings meanwhile = verify(world, IRELAND_OUT);

            assertThat(early.complete()).isFalse();
            assertThat(early.last()).isEmpty();
            assertThat(meanwhile.outcome()).isEqualTo(Outcome.UNWELL);
            assertThat(problems(meanwhile)).anyMatch(problem -> problem.contains("still answers the old way"));
        }
    }

    @Test
    void aChangeOnItsWayIsSeenToComeToEachNameServer() throws Exception {
        try (OnStage world = OnStage.settled()) {
            List<Route53Event.Reached> reached = new CopyOnWriteArrayList<>();
            world.stage.route53().set(QUICK.withPropagation(Duration.ofSeconds(1)));
            world.stage.route53().listen(event -> {
                if (event instanceof Route53Event.Reached one) {
                    reached.add(one);
                }
            });
            drainIreland(world);

            Watch watch = watch(world, new NewWay.Written(2, Set.of(IRELAND)), Duration.ofSeconds(20));

            assertThat(watch.complete()).isTrue();
            Instant last = reached.stream()
                    .map(Route53Event.Reached::at)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(watch.last().orElseThrow()).isAfterOrEqualTo(last);
        }
    }

    @Test
    void aNameServerThatDoesNotAnswerIsNamedAndHoldsUpNothing() throws Exception {
        try (OnStage world = OnStage.settled()) {
            world.stage.nameServers().silence(3);

            Findings findings = verify(world, BOTH);

            assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
            assertThat(problems(findings))
                    .hasSize(2)
                    .allMatch(problem -> problem.contains(" (127.0.53.4) over ") && problem.endsWith(" says nothing."));
            assertThat(Json.write(section(findings, "servers").facts())).contains("\"trouble\":\"says nothing\"");

            Watch watch = watch(world, new NewWay.Written(1, Set.of()), Duration.ofSeconds(3));
            assertThat(watch.first()).isPresent();
            assertThat(watch.last()).isEmpty();

            world.stage.nameServers().heal(3);
            assertThat(verify(world, BOTH).outcome()).isEqualTo(Outcome.DONE);
        }
    }
}
