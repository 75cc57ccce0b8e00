package io.regent.verify;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.DnsName;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.JsonBool;
import io.regent.json.JsonObject;
import io.regent.ledger.Ledger;
import io.regent.ledger.LedgerText;
import io.regent.verify.DnsReply.Answered;
import io.regent.verify.Watch.Stand;
import io.regent.verify.Watch.Watched;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A change on its way to the name servers. A watch that is to be in vain ends when the clock is made to. */
@Timeout(60)
class PropagationTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration WHILE = Duration.ofSeconds(1);
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final NewWay.Written IRELAND_OUT = new NewWay.Written(8, Set.of(IRELAND));

    private static String ledger(long generation) {
        return LedgerText.write(new Ledger(generation, new TreeMap<>()));
    }

    private static FakeDns written(long generation) {
        FakeDns dns = new FakeDns(0, 50);
        for (int server = 1; server <= 4; server++) {
            dns.ledger.put(server, ledger(generation));
        }
        return dns;
    }

    /** Watches for a second at most. */
    private static Watch watch(FakeDns dns, NewWay newWay) throws InterruptedException {
        InstantSource clock = InstantSource.system();
        return new Propagation(dns.dns(), clock)
                .watch(SERVICE, newWay, clock.instant().plus(WHILE));
    }

    private static Stand stand(Watch watch, int server) {
        return watch.servers().stream()
                .filter(one -> one.name().value().equals(FakeDns.name(server)))
                .map(Watched::stand)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyServerThatShowsTheLedgerAndHasDoneWithTheRegionHasTurned() throws InterruptedException {
        Instant before = Instant.now();

        Watch watch = watch(written(8), IRELAND_OUT);

        assertThat(watch.complete()).isTrue();
        assertThat(watch.first().orElseThrow()).isAfterOrEqualTo(before);
        assertThat(watch.last().orElseThrow()).isAfterOrEqualTo(watch.first().orElseThrow());
        assertThat(watch.section().lines()).hasSize(4).allMatch(line -> line.contains("  new since "));
    }

    @Test
    void aLaterLedgerIsTheNewWayToo() throws InterruptedException {
        assertThat(watch(written(9), IRELAND_OUT).complete()).isTrue();
    }

    @Test
    void aServerThatTurnsLateIsTheLast() throws InterruptedException {
        FakeDns dns = written(8);
        AtomicInteger looks = new AtomicInteger();
        dns.behave(
                3,
                (protocol, question, usual) -> question.type() == QueryType.TXT && looks.incrementAndGet() <= 2
                        ? new Answered(
                                "NOERROR",
                                true,
                                false,
                                List.of(new DnsReply.Found("_regent.registry.example.com", 60, ledger(7))))
                        : usual);

        InstantSource clock = InstantSource.system();
        Watch watch = new Propagation(dns.dns(), clock)
                .watch(SERVICE, IRELAND_OUT, clock.instant().plusSeconds(30));

        assertThat(watch.complete()).isTrue();
        assertThat(stand(watch, 3)).isEqualTo(new Stand.Turned(watch.last().orElseThrow()));
        assertThat(looks).hasValue(3);
    }

    @Test
    void whoIsBehindAtTheDeadlineIsNamedWithWhatItSays() throws InterruptedException {
        FakeDns dns = written(8);
        dns.ledger.put(1, ledger(7));
        dns.weigh(2, 50, 50);
        dns.behave(3, (protocol, question, usual) -> new DnsReply.Silent());
        dns.ledger.put(4, "v=spf1 -all");

        Watch watch = watch(dns, IRELAND_OUT);

        assertThat(watch.complete()).isFalse();
        assertThat(watch.first()).isEmpty();
        assertThat(watch.last()).isEmpty();
        assertThat(stand(watch, 1)).isEqualTo(new Stand.Old("it shows generation 7 of the ledger, not 8"));
        assertThat(stand(watch, 2)).isEqualTo(new Stand.Old("it answers eu-west-1"));
        assertThat(stand(watch, 3)).isEqualTo(new Stand.Mute("it says nothing"));
        assertThat(stand(watch, 4)).isEqualTo(new Stand.Old("it shows something else than a ledger"));
        assertThat(((JsonObject) watch.section().facts()).get("complete")).contains(new JsonBool(false));
    }

    @Test
    void oneMuteServerLeavesTheLastUnknownAndTheFirstKnown() throws InterruptedException {
        FakeDns dns = written(8);
        dns.behave(4, (protocol, question, usual) -> new DnsReply.Unreachable("Connection refused"));

        Watch watch = watch(dns, IRELAND_OUT);

        assertThat(watch.first()).isPresent();
        assertThat(watch.last()).isEmpty();
        assertThat(stand(watch, 4)).isEqualTo(new Stand.Mute("it cannot be reached: Connection refused"));
    }

    @Test
    void aRegionThatHealthChecksTakeOutIsKnownByItsAnswersAlone() throws InterruptedException {
        FakeDns dns = new FakeDns(0, 50);
        NewWay gone = new NewWay.Gone(Set.of(IRELAND));

        assertThat(watch(dns, gone).complete()).isTrue();

        dns.weigh(50, 50);
        Watch watch = watch(dns, gone);
        assertThat(watch.servers()).extracting(Watched::stand).containsOnly(new Stand.Old("it answers eu-west-1"));
    }

    @Test
    void aRegionWhoseAddressesNobodyKnowsIsNotCalledGone() throws InterruptedException {
        FakeDns dns = written(8);
        dns.addresses.remove(IRELAND);

        assertThat(watch(dns, IRELAND_OUT).servers())
                .extracting(Watched::stand)
                .containsOnly(new Stand.Mute("no address of eu-west-1 could be found, by which it could be told"));
    }

    @Test
    void aRetiredServiceShowsNoLedger() throws InterruptedException {
        assertThat(watch(new FakeDns(50, 50), new NewWay.Retired()).complete()).isTrue();
        assertThat(stand(watch(written(8), new NewWay.Retired()), 1))
                .isEqualTo(new Stand.Old("it still shows the ledger"));
    }

    @Test
    void aLedgerTooLongForAPacketIsReadOverTcp() throws InterruptedException {
        FakeDns dns = written(8);
        for (int server = 1; server <= 4; server++) {
            dns.behave(
                    server,
                    (protocol, question, usual) -> protocol == Protocol.UDP && question.type() == QueryType.TXT
                            ? new Answered("NOERROR", true, true, List.of())
                            : usual);
        }

        assertThat(watch(dns, IRELAND_OUT).complete()).isTrue();
    }

    @Test
    void withoutNameServersTheWatchSaysWhy() throws InterruptedException {
        FakeDns dns = written(8);
        dns.behaviours.put(FakeDns.RESOLVER.getAddress(), (protocol, question, usual) -> new DnsReply.Silent());

        Watch watch = watch(dns, IRELAND_OUT);

        assertThat(watch.complete()).isFalse();
        assertThat(watch.problem()).contains("the name servers of registry.example.com: the resolver said nothing");
        assertThat(watch.section().lines()).hasSize(1);
    }

    @Test
    void pastTheDeadlineNobodyIsAsked() throws InterruptedException {
        FakeDns dns = written(8);

        Watch watch = new Propagation(dns.dns(), InstantSource.fixed(NOW)).watch(SERVICE, IRELAND_OUT, NOW);

        assertThat(watch.complete()).isFalse();
        assertThat(dns.asked).isEmpty();
    }

    @Test
    void aNameServerWithoutAddressIsMute() throws InterruptedException {
        FakeDns dns = written(8);
        dns.behaviours.put(
                FakeDns.RESOLVER.getAddress(),
                (protocol, question, usual) -> question.name().equals(new DnsName(FakeDns.name(2)))
                        ? new Answered("NXDOMAIN", false, false, List.of())
                        : usual);

        assertThat(stand(watch(dns, IRELAND_OUT), 2)).isEqualTo(new Stand.Mute("it has no address"));
    }
}
