package io.regent.lab.cost;

import io.regent.fleet.Fleet;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bill of a month in which nothing happens. */
final class Month {
    /** As AWS counts a month: 730 hours. */
    static final int MINUTES = 43_800;

    /** Health checks of AWS endpoints that the price list itself has at no charge, for every account. */
    static final int HEALTH_CHECKS_AT_NO_CHARGE = 50;

    /** What a steady run of the controller takes, the slowest of its three calls from the other side of the world. */
    static final Duration CONTROLLER = Duration.ofSeconds(1);

    /** What a session takes beside the waiting: its last round, and telling every region. */
    static final Duration TELLING = Duration.ofSeconds(2);

    /** From the first round of a burst to the last. */
    static final Duration BURST = Duration.ofMillis(300);

    /** What Lambda and the function write for one invocation, but for the latencies. */
    static final int BYTES_LOGGED = 1_500;

    /** One line of the latencies. */
    static final int BYTES_OF_A_LATENCY = 300;

    /** What one probe sends to another region, handshakes and headers included. */
    static final int BYTES_OF_A_PROBE = 1_000;

    /** What one call of an AWS API in another region sends, a TLS handshake included. */
    static final int BYTES_OF_A_CALL = 6_000;

    /** What a preflight takes, what it has others do included. */
    static final Duration PREFLIGHT = Duration.ofSeconds(30);

    /** The metrics that a preflight asks for. */
    static final int METRICS_OF_A_PREFLIGHT = 50;

    /** A preflight's report in the log. */
    static final int BYTES_OF_A_REPORT = 20_000;

    private static final double GB = 1e9;
    private static final double DAYS = 365.0 / 12;
    private static final double HOURS = MINUTES / 60.0;

    private final Map<Price, Map<Region, Double>> amounts = new EnumMap<>(Price.class);

    private Month() {
        for (Price price : Price.values()) {
            amounts.put(price, new TreeMap<>());
        }
    }

    /** The lines of the bill, one for each price. */
    static List<Line> bill(List<Stock> stacks) {
        Month month = new Month();
        int healthChecks = 0;
        for (Stock stack : stacks) {
            month.stands(stack);
            stack.fleet().ifPresent(fleet -> month.runs(stack, fleet));
            healthChecks += stack.healthChecks();
        }
        if (!stacks.isEmpty()) {
            month.add(
                    Price.HEALTH_CHECKS,
                    stacks.getFirst().region(),
                    Math.max(0, healthChecks - HEALTH_CHECKS_AT_NO_CHARGE));
        }
        List<Line> lines = new ArrayList<>();
        month.amounts.forEach((price, regions) -> lines.add(new Line(price, regions)));
        return lines;
    }

    /** The metrics that speak in each region of a service while nothing happens (docs/metrics.md). */
    static int metrics(Service service) {
        int verdicts = service.vantages().size() * service.endpoints().size();
        int unwell = 1;
        int routingControl = service.endpoints().size();
        int leversHealthy = 2;
        return verdicts + unwell + routingControl + leversHealthy;
    }

    private void stands(Stock stack) {
        add(Price.ALARMS, stack.region(), stack.alarms());
        add(Price.DASHBOARDS, stack.region(), stack.dashboards());
        add(Price.KEYS, stack.region(), stack.keys());
        add(Price.HEALTH_CHECK_OPTIONS, stack.region(), stack.healthCheckOptions());
    }

    private void runs(Stock stack, Fleet fleet) {
        Region home = stack.region();
        for (Stock.Ticking function : stack.functions()) {
            add(Price.SCHEDULER, home, starts(function));
            add(Price.LAMBDA_REQUESTS, home, starts(function));
            add(Price.LAMBDA_TIME, home, starts(function) * function.megabytes() / 1_024.0 * seconds(function, fleet));
        }
        double preflights = stack.functions().stream()
                .filter(function -> !function.eachMinute())
                .mapToDouble(Month::starts)
                .sum();
        for (Service service : fleet.services()) {
            // Each puts one metric, which is charged for the hour in which it speaks.
            add(Price.METRICS, home, preflights / HOURS);
            add(Price.METRIC_PUTS, home, preflights);
            add(Price.METRIC_READS, home, preflights * METRICS_OF_A_PREFLIGHT);
            add(Price.METRICS, home, metrics(service));
            // A run of the controller looks at one metric, and puts all of its own in one call.
            add(Price.METRIC_READS, home, MINUTES);
            add(Price.METRIC_PUTS, home, MINUTES);
            if (service.vantages().contains(home)) {
                add(Price.METRIC_PUTS, home, MINUTES * fleet.regions().size());
            }
            add(Price.TRANSFER, home, MINUTES * bytesSent(stack, fleet, service) / GB);
        }
        logs(stack, fleet);
    }

    private void logs(Stock stack, Fleet fleet) {
        int latencies = fleet.services().stream()
                .mapToInt(service -> service.endpoints().size())
                .sum();
        double bytes = MINUTES * (double) latencies * BYTES_OF_A_LATENCY;
        for (Stock.Ticking function : stack.functions()) {
            bytes += starts(function) * (function.eachMinute() ? BYTES_LOGGED : BYTES_OF_A_REPORT);
        }
        add(Price.LOGS, stack.region(), bytes / GB);
        add(Price.LOGS_KEPT, stack.region(), bytes / GB * stack.logDays() / DAYS);
    }

    /** How often its schedule starts a function in a month. */
    private static double starts(Stock.Ticking function) {
        return MINUTES / (double) function.every().toMinutes();
    }

    private static double seconds(Stock.Ticking function, Fleet fleet) {
        if (!function.eachMinute()) {
            return PREFLIGHT.toSeconds();
        }
        return function.session()
                        .map(session -> fleet.services().stream()
                                .map(service -> lastRound(session, service).plus(TELLING))
                                .max(Duration::compareTo)
                                .orElse(TELLING))
                        .orElse(CONTROLLER)
                        .toMillis()
                / 1e3;
    }

    /** When the last round of a session starts: one each interval, for as long as a whole one fits in. */
    private static Duration lastRound(String session, Service service) {
        return session.equals("burst") ? BURST : service.probe().interval().multipliedBy(rounds(session, service) - 1L);
    }

    private static int rounds(String session, Service service) {
        int enough = Math.max(service.probe().rise(), service.probe().fall());
        if (session.equals("burst")) {
            return enough;
        }
        Duration room = Duration.parse("PT" + session).minus(service.probe().timeout());
        return Math.max(enough, 1 + (int) room.dividedBy(service.probe().interval()));
    }

    /** In a minute, by the probes and calls that leave the region. */
    private static double bytesSent(Stock stack, Fleet fleet, Service service) {
        Region home = stack.region();
        int away = service.endpoints().stream()
                .filter(endpoint -> !endpoint.region().equals(home))
                .mapToInt(endpoint -> endpoint.targets().size())
                .sum();
        int rounds = stack.functions().stream()
                .flatMap(function -> function.session().stream())
                .mapToInt(session -> rounds(session, service))
                .sum();
        // The controller reads the zone in us-east-1.
        int calls = 1 + fleet.regions().size() - (fleet.regions().contains(home) ? 1 : 0);
        return (double) rounds * (away + fleet.controls().size()) * BYTES_OF_A_PROBE + (double) calls * BYTES_OF_A_CALL;
    }

    private void add(Price price, Region region, double amount) {
        amounts.computeIfAbsent(price, any -> new TreeMap<>()).merge(region, amount, Double::sum);
    }
}
