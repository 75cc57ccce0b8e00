package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.cloud.Account;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.cloud.RegionTwin;
import io.regent.lab.cloud.Rights;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.VirtualAgenda;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.cloudwatch.Datum;
import io.regent.lab.twin.lambda.FunctionCode;
import io.regent.lab.twin.route53.Attempt;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.DnsRecord;
import io.regent.lab.twin.route53.LoadBalancers.TargetGroup;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.Surroundings;
import io.regent.lab.twin.route53.ZoneAnswer;
import io.regent.lab.wire.AccessKeys;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The templates deployed in virtual time, at AWS's own pace and without a socket. The functions are made as always, so
 * that their environment is judged, but only write down that they were started.
 */
final class Paper {
    static final Region IRELAND = World.IRELAND;
    static final Region MUMBAI = World.MUMBAI;

    final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:30Z"));
    final Account account;
    final Stacking stacking;
    final Faults faults = new Faults();

    /** Region, function with its qualifier, and payload of each start. */
    final List<String> started = new ArrayList<>();

    /** Functions that throw. */
    final Set<String> failing = new HashSet<>();

    /** Messages to topics, each with its region. */
    final List<String> told = new ArrayList<>();

    /** What was not let in. */
    final List<String> refused = new ArrayList<>();

    Paper(Templates templates) {
        Routes routes = new Routes();
        SortedMap<Region, RegionTwin> twins = new TreeMap<>();
        for (Region region : List.of(IRELAND, MUMBAI)) {
            twins.put(
                    region,
                    new RegionTwin(
                            region, World.ACCOUNT, agenda, faults, routes, Duration.ofMinutes(1), Runnable::run));
        }
        Surroundings surroundings = new Surroundings(
                (attempt, then) -> then.accept(new Attempt.Result.Connected(Duration.ofMillis(1))),
                CloudWatchStreams.of(twins, faults),
                name -> twins.values().stream()
                        .flatMap(twin -> twin.network().targets(name.name()).stream())
                        .map(targets -> new TargetGroup(targets, targets))
                        .toList());
        account = new Account(
                World.ACCOUNT,
                twins,
                new Route53Twin(agenda, Route53Settings.documented().withRate(1_000, 1_000), surroundings));
        account.route53().host(World.ZONE, DnsName.of(World.ZONE_NAME));
        Rights rights = new Rights(account, refused::add);
        routes.guard(rights);
        LabEnvironment environment = new LabEnvironment(
                new AccessKeys(),
                URI.create("http://127.0.0.1:1"),
                region -> new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 1),
                Tempo.BRISK.minute(),
                Duration.ofSeconds(2));
        FunctionHost real = Hosting.HERE.open((function, line) -> {});
        stacking = new Stacking(
                templates,
                account,
                environment.around(spec -> host(real, spec)),
                new LabAdjustments(Tempo.BRISK, World.PLACES, "127.0.0.1:1"));
    }

    private FunctionCode host(FunctionHost real, FunctionHost.Spec spec) {
        real.host(spec);
        return (payload, context) -> {
            started.add(spec.region() + " "
                    + context.getInvokedFunctionArn().replaceFirst(".*:function:", "") + " "
                    + new String(payload, StandardCharsets.UTF_8));
            if (failing.contains(spec.name())) {
                throw new IllegalStateException("no luck");
            }
            return "{}".getBytes(StandardCharsets.UTF_8);
        };
    }

    /** Deploys all of it, and lets changes reach the name servers and first evaluations pass. */
    Paper deployed() {
        Stacking.IN_ORDER.forEach(stack -> stacking.deploy(stack, Map.of()));
        account.regions().forEach((region, twin) -> {
            for (Arn topic : twin.topics().topics()) {
                twin.topics()
                        .subscribe(topic, message -> told.add(region + " " + message.subject() + message.message()));
            }
        });
        pass(Duration.ofMinutes(2));
        forget();
        return this;
    }

    void pass(Duration time) {
        agenda.advance(time);
    }

    void forget() {
        started.clear();
        told.clear();
        refused.clear();
    }

    /** Puts a value of a metric of Regent's, as its functions do. */
    void put(Region region, String metric, Map<String, String> dimensions, double value) {
        put(region, "Regent", metric, dimensions, value);
    }

    /** The same, of another namespace. */
    void put(Region region, String namespace, String metric, Map<String, String> dimensions, double value) {
        account.in(region)
                .cloudWatch()
                .putMetricData(namespace, List.of(Datum.of(metric, dimensions, agenda.instant(), value)));
    }

    /** The alarms of a region by their names. */
    SortedMap<String, AlarmSettings> alarms(Region region) {
        SortedMap<String, AlarmSettings> alarms = new TreeMap<>();
        AlarmFilter all = new AlarmFilter(List.of(), "", Set.of(AlarmState.values()), "");
        account.in(region)
                .cloudWatch()
                .describeAlarms(all, 100, "")
                .alarms()
                .forEach(alarm -> alarms.put(alarm.settings().name(), alarm.settings()));
        return alarms;
    }

    AlarmSettings alarm(Region region, String name) {
        return Optional.ofNullable(alarms(region).get(name)).orElseThrow();
    }

    AlarmState state(Region region, String alarm) {
        AlarmFilter named = new AlarmFilter(List.of(alarm), "", Set.of(AlarmState.values()), "");
        return account.in(region)
                .cloudWatch()
                .describeAlarms(named, 1, "")
                .alarms()
                .getFirst()
                .status()
                .value();
    }

    /** The IPv4 addresses that the service's name can have now. */
    Set<String> answers() {
        Set<String> addresses = new HashSet<>();
        for (int draw = 0; draw < 100; draw++) {
            int drawn = draw;
            ZoneAnswer answer = account.route53()
                    .answer(
                            0,
                            DnsName.of(World.SERVICE),
                            "A",
                            bound -> drawn * bound / 100,
                            account.route53().healthChecks());
            if (answer instanceof ZoneAnswer.Found found) {
                found.records().stream().map(DnsRecord::value).forEach(addresses::add);
            }
        }
        return addresses;
    }
}
