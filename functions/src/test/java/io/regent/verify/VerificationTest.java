package io.regent.verify;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static io.regent.fleet.ServiceExamples.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.drill.Findings;
import io.regent.drill.Outcome;
import io.regent.drill.Request;
import io.regent.drill.Section;
import io.regent.fleet.Address;
import io.regent.fleet.DnsName;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.JsonArray;
import io.regent.json.JsonNumber;
import io.regent.json.JsonObject;
import io.regent.json.JsonText;
import io.regent.json.JsonValue;
import io.regent.verify.DnsReply.Answered;
import io.regent.verify.DnsReply.Found;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Name servers as they should be, and as they are on bad days. */
class VerificationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant DEADLINE = NOW.plusSeconds(50);
    private static final InstantSource STILL = InstantSource.fixed(NOW);
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final Map<Region, Integer> EVEN = Map.of(IRELAND, 50, MUMBAI, 50);
    private static final Map<Region, Integer> IRELAND_OUT = Map.of(IRELAND, 0, MUMBAI, 50);
    private static final Request.Verify USUAL = new Request.Verify(List.of(), 20);

    private static Findings run(FakeDns dns, Map<Region, Integer> expected) throws InterruptedException {
        return run(dns, expected, USUAL);
    }

    private static Findings run(FakeDns dns, Map<Region, Integer> expected, Request.Verify request)
            throws InterruptedException {
        return new Verification(dns.dns(), STILL).run(SERVICE, expected, request, DEADLINE);
    }

    private static Section section(Findings findings, String name) {
        return findings.sections().stream()
                .filter(section -> section.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no section " + name + " in " + findings));
    }

    private static List<String> problems(Findings findings) {
        return findings.sections().stream()
                .filter(section -> section.name().equals("problems"))
                .flatMap(section -> ((JsonArray) section.facts()).elements().stream())
                .map(text -> ((JsonText) text).value())
                .toList();
    }

    private static JsonValue fact(JsonValue facts, String... path) {
        JsonValue at = facts;
        for (String name : path) {
            at = ((JsonObject) at).get(name).orElseThrow();
        }
        return at;
    }

    private static int answers(Findings findings, Region region) {
        JsonValue facts = section(findings, "shares").facts();
        return ((JsonNumber) fact(facts, "regions", region.id(), "answers"))
                .value()
                .intValueExact();
    }

    @Test
    void everyNameServerIsAskedAtEachAddressOverBothProtocols() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);

        Findings findings = run(dns, EVEN);

        assertThat(problems(findings)).isEmpty();
        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        Map<String, Long> times = dns.asked.stream()
                .filter(asked ->
                        asked.question().name().equals(NAME) && asked.question().type() != QueryType.NS)
                .collect(Collectors.groupingBy(
                        asked -> asked.server().getHostAddress() + " " + asked.protocol() + " "
                                + asked.question().type() + " "
                                + asked.question().recursive(),
                        Collectors.counting()));
        assertThat(times).hasSize(4 * 2 * 2 * 2).allSatisfy((lane, count) -> {
            assertThat(lane).endsWith(" false");
            assertThat(count).isEqualTo(10);
        });
        assertThat(answers(findings, IRELAND) + answers(findings, MUMBAI)).isEqualTo(4 * 2 * 2 * 20);
        assertThat(section(findings, "shares").lines()).hasSize(3).last().isEqualTo("TTL 60 s");
        assertThat(section(findings, "servers").lines())
                .contains("ns-1.awsdns-01.net")
                .noneMatch(line -> line.contains("IPv6"));
    }

    @Test
    void afterADrainEverybodyAnswersTheNewWay() throws InterruptedException {
        Findings findings = run(new FakeDns(0, 50), IRELAND_OUT);

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        assertThat(answers(findings, IRELAND)).isZero();
        assertThat(section(findings, "shares").lines().getFirst())
                .as("no share can be proved to be nothing")
                .startsWith("eu-west-1   0 of 320    0.0 %    (0.0 % to 1.2 %)     expected 0.0 %");
    }

    @Test
    void whoAnswersTheOldWayIsNamed() throws InterruptedException {
        FakeDns dns = new FakeDns(0, 50);
        dns.weigh(3, 50, 50);

        Findings findings = run(dns, IRELAND_OUT);

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .singleElement()
                .asString()
                .matches("Name server ns-3.awsdns-03.net still answers the old way: eu-west-1 \\d+ of 80 times\\.");
    }

    /** Each server gives 40 answers, of which so many are Ireland's. */
    private static FakeDns giving(int... ireland) {
        FakeDns dns = new FakeDns(50, 50);
        for (int i = 0; i < ireland.length; i++) {
            int most = ireland[i];
            AtomicInteger count = new AtomicInteger();
            dns.behave(i + 1, (protocol, question, usual) -> {
                if (!question.name().equals(NAME)) {
                    return usual;
                }
                String address = question.type() == QueryType.AAAA
                        ? ""
                        : count.getAndIncrement() < most ? "203.0.113.10" : "203.0.113.20";
                List<Found> found = address.isEmpty() ? List.of() : List.of(new Found(NAME.value(), 60, address));
                return new Answered("NOERROR", true, false, found);
            });
        }
        return dns;
    }

    /** As when a region comes back by steps, and a server does not have the last of them. */
    @Test
    void aServerWhoseOwnAnswersAreBeyondChanceIsNamed() throws InterruptedException {
        Findings findings = run(giving(8, 9, 0, 7), Map.of(IRELAND, 13, MUMBAI, 50));

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .containsExactly(
                        "Name server ns-3.awsdns-03.net answers eu-west-1 0 of 40 times where 8.3 are expected,"
                                + " ap-south-1 40 of 40 times where 31.7 are expected, which is beyond chance: it may still answer"
                                + " the old way, as it may for up to a minute after a change. Ask again.");
    }

    @Test
    void whereSomeServersAreOffEachOfThemIsNamedAndNoOther() throws InterruptedException {
        assertThat(problems(run(giving(36, 36, 10, 10), Map.of(IRELAND, 25, MUMBAI, 75))))
                .hasSize(2)
                .satisfies(problems -> assertThat(problems.getFirst())
                        .startsWith("Name server ns-1.awsdns-01.net answers eu-west-1 36 of 40 times where 10.0 are"))
                .satisfies(problems -> assertThat(problems.getLast())
                        .startsWith("Name server ns-2.awsdns-02.net answers eu-west-1 36 of 40 times where 10.0 are"));
    }

    /** Each of the others is within chance, and all of them together are not. */
    @Test
    void whatTheOtherServersGiveTogetherIsHeldToWhatIsExpectedToo() throws InterruptedException {
        assertThat(problems(run(giving(27, 27, 27, 0), EVEN)))
                .hasSize(2)
                .satisfies(problems -> assertThat(problems.getFirst())
                        .startsWith("Name server ns-4.awsdns-04.net answers eu-west-1 0 of 40 times"))
                .satisfies(problems -> assertThat(problems.getLast())
                        .startsWith("By the other name servers, eu-west-1 has 67.5 % of the answers"));
    }

    /** Of three that are asked and one that says nothing, all are off. */
    @Test
    void whereAllServersThatAnswerAreOffTheCausesAreSaid() throws InterruptedException {
        FakeDns dns = giving(36, 36, 36, 36);
        dns.behave(2, (protocol, question, usual) -> new DnsReply.Silent());

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .hasSize(5)
                .last()
                .asString()
                .startsWith(
                        "eu-west-1 has 90.0 % of the answers where 50.0 % are expected, ap-south-1 has 10.0 % of the"
                                + " answers where 50.0 % are expected, which is beyond chance. Either ")
                .contains("a health check leaves an endpoint out")
                .contains(
                        "(EvaluateTargetHealth): it leaves DNS by itself while its load balancer has no healthy target,"
                                + " whatever weights and holds say.");
        assertThat(fact(section(findings, "shares").facts(), "regions", "eu-west-1", "fit"))
                .isEqualTo(new JsonText("beyond"));
        assertThat(section(findings, "shares").lines())
                .contains("eu-west-1, ap-south-1: not what is expected, and beyond chance.");
    }

    @Test
    void whatChanceMakesNowAndThenIsSaidAndIsNoProblem() throws InterruptedException {
        Findings findings = run(giving(24, 24, 24, 24), EVEN);

        assertThat(section(findings, "shares").lines())
                .contains(
                        "eu-west-1, ap-south-1: not what is expected, as chance makes it once in 20 times: ask again.");
        assertThat(problems(findings)).isEmpty();
    }

    /** Nothing is expected while the ledger cannot be read. */
    @Test
    void withoutAnythingExpectedNoServerIsOff() throws InterruptedException {
        assertThat(problems(run(giving(40, 0, 20, 20), Map.of()))).isEmpty();
    }

    @Test
    void allWeightsZeroMeansAllTheSame() throws InterruptedException {
        Findings findings = run(new FakeDns(50, 50), Map.of(IRELAND, 0, MUMBAI, 0));

        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
    }

    @Test
    void aSilentNameServerIsGivenUpAfterThreeQuestionsAndTheOthersCount() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behave(2, (protocol, question, usual) -> new DnsReply.Silent());

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .containsExactly(
                        "Name server ns-2.awsdns-02.net (192.0.2.2) over UDP says nothing.",
                        "Name server ns-2.awsdns-02.net (192.0.2.2) over TCP says nothing.",
                        "Name server ns-2.awsdns-02.net (2001:db8:0:0:0:0:0:2) over UDP says nothing.",
                        "Name server ns-2.awsdns-02.net (2001:db8:0:0:0:0:0:2) over TCP says nothing.");
        assertThat(dns.asked.stream()
                        .filter(asked -> asked.server().equals(FakeDns.ipv4(2)) && asked.protocol() == Protocol.UDP))
                .hasSize(3);
        assertThat(answers(findings, IRELAND) + answers(findings, MUMBAI)).isEqualTo(3 * 2 * 2 * 20);
    }

    @Test
    void ipv6ThatCannotBeReachedFromHereIsSaidAndIsNoProblem() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        for (int server = 1; server <= 4; server++) {
            dns.behaviours.put(
                    FakeDns.ipv6(server), (protocol, question, usual) -> new DnsReply.Unreachable("no way there"));
        }

        Findings findings = run(dns, EVEN);

        assertThat(problems(findings)).isEmpty();
        assertThat(findings.outcome()).isEqualTo(Outcome.DONE);
        assertThat(fact(section(findings, "servers").facts(), "ipv6")).isEqualTo(new JsonText("out-of-reach"));
        assertThat(section(findings, "servers").lines())
                .last()
                .isEqualTo("IPv6 cannot be reached from here: nothing is said about answers over it.");
    }

    @Test
    void whatAServerDoesWrongIsSaidInItsWords() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behave(1, (protocol, question, usual) -> new Answered("REFUSED", false, false, List.of()));
        dns.behave(
                2,
                (protocol, question, usual) ->
                        protocol == Protocol.UDP ? new Answered("NOERROR", true, true, List.of()) : usual);
        dns.behave(
                3, (protocol, question, usual) -> new Answered("NOERROR", false, false, ((Answered) usual).records()));
        dns.behave(4, (protocol, question, usual) -> new DnsReply.Nonsense("its answer is malformed"));

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .contains(
                        "Name server ns-1.awsdns-01.net (192.0.2.1) over TCP answers REFUSED.",
                        "Name server ns-2.awsdns-02.net (192.0.2.2) over UDP has more to say than fits, and says to ask"
                                + " over TCP.",
                        "Name server ns-3.awsdns-03.net (192.0.2.3) over UDP answers without authority for the zone.",
                        "Name server ns-4.awsdns-04.net (192.0.2.4) over UDP answers nonsense: its answer is"
                                + " malformed.")
                .noneMatch(problem -> problem.contains("ns-2") && problem.contains("TCP "));
        assertThat(answers(findings, IRELAND) + answers(findings, MUMBAI))
                .as("the truncating server's TCP answers")
                .isEqualTo(2 * 20);
    }

    @Test
    void aLyingServerIsCaughtByItsAddresses() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behave(
                4,
                (protocol, question, usual) -> question.name().equals(NAME) && question.type() == QueryType.A
                        ? new Answered("NOERROR", true, false, List.of(new Found(NAME.value(), 60, "192.0.2.66")))
                        : usual);

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .hasSize(4)
                .allSatisfy(problem -> assertThat(problem)
                        .startsWith("Name server ns-4")
                        .endsWith("answered addresses of no region: 192.0.2.66."));
    }

    @Test
    void aServerThatDeniesTheNameIsAProblem() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behave(
                1,
                (protocol, question, usual) ->
                        question.name().equals(NAME) ? new Answered("NXDOMAIN", true, false, List.of()) : usual);

        assertThat(problems(run(dns, EVEN)))
                .hasSize(4)
                .first()
                .isEqualTo("Name server ns-1.awsdns-01.net (192.0.2.1) over UDP said 20 times that registry.example.com"
                        + " has no address.");
    }

    @Test
    void withoutIpv6AtTheLoadBalancersAaaaTellsNothing() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.addresses.put(IRELAND, Map.of(QueryType.A, List.of("203.0.113.10")));
        dns.addresses.put(MUMBAI, Map.of(QueryType.A, List.of("203.0.113.20")));

        Findings findings = run(dns, EVEN);

        assertThat(problems(findings)).isEmpty();
        assertThat(answers(findings, IRELAND) + answers(findings, MUMBAI)).isEqualTo(160);
    }

    @Test
    void aServerThatAnswersNowAndThenIsHeardOut() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        AtomicInteger count = new AtomicInteger();
        dns.behaviours.put(
                FakeDns.ipv4(1),
                (protocol, question, usual) ->
                        protocol == Protocol.UDP && question.name().equals(NAME) && count.incrementAndGet() % 3 == 0
                                ? new DnsReply.Silent()
                                : usual);

        assertThat(problems(run(dns, EVEN)))
                .containsExactly(
                        "Name server ns-1.awsdns-01.net (192.0.2.1) over UDP gave no answer to 6 of 20 questions;"
                                + " last, it says nothing.");
    }

    @Test
    void slowServersAreCutByTheDeadlineAndTheReportSaysHowFarItCame() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        AtomicInteger seconds = new AtomicInteger();
        for (int server = 1; server <= 4; server++) {
            dns.behave(server, (protocol, question, usual) -> {
                seconds.incrementAndGet();
                return usual;
            });
        }

        Findings findings = new Verification(dns.dns(), () -> NOW.plusSeconds(seconds.get()))
                .run(SERVICE, EVEN, new Request.Verify(List.of(), 100), NOW.plusSeconds(500));

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings)).allMatch(problem -> problem.endsWith(" before the time was over."));
        assertThat(dns.asked)
                .hasSizeBetween(500, 540)
                .allSatisfy(asked -> assertThat(asked.timeout()).isBetween(Duration.ofNanos(1), Asking.USUAL_PATIENCE));
    }

    @Test
    void resolversAreHeardBesideTheNameServersAndSayHowLongTheyRemember() throws InterruptedException {
        FakeDns dns = new FakeDns(0, 50);
        dns.behaviours.put(
                FakeDns.RESOLVER.getAddress(),
                (protocol, question, usual) -> question.name().equals(NAME) && question.type() == QueryType.A
                        ? new Answered("NOERROR", false, false, List.of(new Found(NAME.value(), 17, "203.0.113.10")))
                        : usual);

        Findings findings = run(
                dns,
                IRELAND_OUT,
                new Request.Verify(
                        List.of(new Address("198.51.100.53", 53), new Address("ns.nowhere.example", 53)), 10));

        assertThat(findings.outcome()).isEqualTo(Outcome.UNWELL);
        assertThat(problems(findings))
                .containsExactly(
                        "Resolver ns.nowhere.example:53 has no address.",
                        "Resolver 198.51.100.53:53 still answers the old way: eu-west-1 10 of 20 times, which it may for"
                                + " 17 s more.");
        assertThat(answers(findings, IRELAND))
                .as("shares are of authoritative answers")
                .isZero();
        assertThat(section(findings, "resolvers").lines()).hasSize(3);
    }

    /** Neither by its number nor by a name that leads there. */
    @Test
    void whoMayOnlyLookCannotFindOutWhatListensBesideTheFunction() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        DnsName leadsThere = new DnsName("beside.example.com");
        dns.behaviours.put(
                FakeDns.RESOLVER.getAddress(),
                (protocol, question, usual) -> question.name().equals(leadsThere) && question.type() == QueryType.A
                        ? new Answered(
                                "NOERROR", false, false, List.of(new Found(leadsThere.value(), 60, "169.254.169.254")))
                        : usual);

        Findings findings = run(
                dns,
                EVEN,
                new Request.Verify(List.of(new Address("127.0.0.1", 9001), new Address(leadsThere.value(), 80)), 10));

        assertThat(problems(findings))
                .containsExactly(
                        "Resolver 127.0.0.1:9001 is not asked: 127.0.0.1 is no public address, and no other is asked.",
                        "Resolver beside.example.com:80 is not asked: 169.254.169.254 is no public address, and no other"
                                + " is asked.");
        assertThat(dns.asked)
                .noneMatch(asked ->
                        asked.server().isLoopbackAddress() || asked.server().isLinkLocalAddress());
    }

    @Test
    void whereNoNameServersAreFoundNothingCanBeSaid() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behaviours.put(FakeDns.RESOLVER.getAddress(), (protocol, question, usual) -> new DnsReply.Silent());

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(problems(findings))
                .containsExactly("the name servers of registry.example.com: the resolver said nothing");
    }

    @Test
    void aNameWithoutAZoneIsSaidToHaveNone() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behaviours.put(
                FakeDns.RESOLVER.getAddress(),
                (protocol, question, usual) -> new Answered("NXDOMAIN", false, false, List.of()));

        assertThat(problems(run(dns, EVEN)))
                .containsExactly("no name from registry.example.com up to example.com has name servers");
    }

    @Test
    void theNearestZoneAboveCounts() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behaviours.put(
                FakeDns.RESOLVER.getAddress(),
                (protocol, question, usual) -> question.name().equals(NAME) && question.type() == QueryType.NS
                        ? new Answered("NOERROR", false, false, List.of(new Found(NAME.value(), 60, FakeDns.name(2))))
                        : usual);

        Findings findings = run(dns, EVEN);

        assertThat(fact(section(findings, "servers").facts(), "zone")).isEqualTo(new JsonText(NAME.value()));
        assertThat(dns.asked.stream().map(FakeDns.Asked::server).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(FakeDns.RESOLVER.getAddress(), FakeDns.ipv4(2), FakeDns.ipv6(2));
    }

    @Test
    void whenEveryNameServerIsMuteItFailed() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        for (int server = 1; server <= 4; server++) {
            dns.behave(server, (protocol, question, usual) -> new DnsReply.Silent());
        }

        Findings findings = run(dns, EVEN);

        assertThat(findings.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(problems(findings))
                .contains("No authoritative name server gave an answer whose region can be told.");
    }

    @Test
    void regionsThatShareAnAddressCannotBeTold() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.addresses.put(MUMBAI, dns.addresses.get(IRELAND));

        assertThat(problems(run(dns, EVEN)))
                .anyMatch(problem -> problem.startsWith("Several regions have the same addresses"))
                .anyMatch(problem -> problem.startsWith("No address of eu-west-1 could be found"));
    }

    @Test
    void noLineIsLongerThanAReportsLinesMayBe() throws InterruptedException {
        FakeDns dns = new FakeDns(90, 10);
        dns.behave(2, (protocol, question, usual) -> new DnsReply.Unreachable("Network is unreachable ".repeat(10)));
        dns.behave(3, (protocol, question, usual) -> new DnsReply.Nonsense("x".repeat(300)));

        Findings findings = run(dns, IRELAND_OUT, new Request.Verify(List.of(new Address("198.51.100.53", 53)), 20));

        assertThat(findings.sections().stream().flatMap(section -> section.lines().stream()))
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(100).doesNotContain("\n"));
        String whole = String.join("", section(findings, "problems").lines()).replace(" ", "");
        assertThat(problems(findings)).allMatch(problem -> whole.contains(problem.replace(" ", "")), "is not cut");
    }

    @Test
    void anAnswerOfSomeOldAndSomeNewAddressesIsTheRegions() throws InterruptedException {
        FakeDns dns = new FakeDns(50, 50);
        dns.behave(
                1,
                (protocol, question, usual) -> question.name().equals(NAME) && question.type() == QueryType.A
                        ? new Answered(
                                "NOERROR",
                                true,
                                false,
                                List.of(
                                        new Found(NAME.value(), 60, "203.0.113.20"),
                                        new Found(NAME.value(), 60, "203.0.113.99")))
                        : usual);

        assertThat(problems(run(dns, Map.of()))).isEmpty();
    }
}
