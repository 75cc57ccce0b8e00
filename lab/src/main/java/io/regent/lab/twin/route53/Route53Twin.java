package io.regent.lab.twin.route53;

import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.RecordPage.Start;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;

/**
 * Route 53's control plane and its name servers. Thread-safe. Every API operation takes a token from the account's
 * bucket and is refused with {@code Throttling} when there is none; {@link #answer} and the lab's own levers take none.
 *
 * <p>Not here: record types other than {@link RecordType}, routing other than {@link Routing}, private zones, and
 * delegations out of a zone (their NS records are kept and listed, but not followed).
 */
public final class Route53Twin {
    /** Developer Guide, "Quotas": hosted zones per account. */
    private static final int MOST_ZONES = 500;

    /** The most that a page of ListResourceRecordSets holds (API reference). */
    public static final int MOST_RECORD_SETS_A_PAGE = 300;

    /** The most that a page of ListHostedZones or ListHostedZonesByName holds (API reference). */
    public static final int MOST_ZONES_A_PAGE = 100;

    private static final int LONGEST_CALLER_REFERENCE = 128;

    private final Agenda agenda;
    private final Identifiers identifiers = new Identifiers();
    private final TokenBucket bucket;
    private final ChangeLog changes = new ChangeLog();
    private final Map<String, Zone> zones = new LinkedHashMap<>();
    private final List<Consumer<Route53Event>> listeners = new ArrayList<>();
    private final HealthChecks healthChecks;
    private Map<DnsName, AwsName> awsNames = Map.of();
    // Read by health checks that hold a lock of their own, so it must not need this one.
    private volatile Route53Settings settings;

    /** An account without zones, in an empty world. */
    public Route53Twin(Agenda agenda, Route53Settings settings) {
        this(agenda, settings, Surroundings.EMPTY);
    }

    /** An account without zones and health checks. */
    public Route53Twin(Agenda agenda, Route53Settings settings, Surroundings surroundings) {
        this.agenda = agenda;
        this.settings = settings;
        this.bucket = new TokenBucket(agenda.instant(), settings.burst());
        this.healthChecks = new HealthChecks(
                agenda, this::takeToken, () -> this.settings.healthPace(), this::addressOf, surroundings);
    }

    /** The account's health checks; also what its name servers go by. */
    public HealthChecks healthChecks() {
        return healthChecks;
    }

    /** How fast it is from now on; changes already on their way are not touched. */
    public synchronized void set(Route53Settings changed) {
        settings = changed;
    }

    public Route53Settings settings() {
        return settings;
    }

    /** Tells somebody everything that happens from now on, in order, while the twin waits: be quick. */
    public synchronized void listen(Consumer<Route53Event> listener) {
        listeners.add(listener);
    }

    /** Gives a resource of AWS its name and addresses, or new addresses; name servers know them at once. */
    public synchronized void publish(AwsName name) {
        Map<DnsName, AwsName> more = new LinkedHashMap<>(awsNames);
        more.put(name.name(), name);
        awsNames = Map.copyOf(more);
    }

    /**
     * CreateHostedZone.
     *
     * @param callerReference what makes a repeated request known as such
     * @param comment empty for none
     * @throws TwinError {@code HostedZoneAlreadyExists}, {@code TooManyHostedZones}, {@code InvalidInput}
     */
    public synchronized HostedZone.Created createHostedZone(DnsName name, String callerReference, String comment) {
        takeToken();
        if (callerReference.isEmpty() || callerReference.length() > LONGEST_CALLER_REFERENCE) {
            throw invalid("CallerReference: expected 1 to " + LONGEST_CALLER_REFERENCE + " characters");
        }
        if (name.labels().isEmpty()) {
            throw new TwinError("InvalidDomainName", 400, "Name '.': expected a domain name below the root");
        }
        if (zones.values().stream().anyMatch(zone -> zone.callerReference().equals(callerReference))) {
            throw new TwinError(
                    "HostedZoneAlreadyExists",
                    409,
                    "A hosted zone has already been created with the specified caller reference.");
        }
        if (zones.size() == MOST_ZONES) {
            throw new TwinError("TooManyHostedZones", 400, "Limits Exceeded: MAX_HOSTED_ZONES_BY_OWNER");
        }
        Zone zone = new Zone(identifiers.zone(), name, callerReference, comment, identifiers.nameServers());
        zones.put(zone.id(), zone);
        return new HostedZone.Created(zone.describe(), spread(zone, ""));
    }

    /**
     * A zone that stood before anybody of the lab came, with the id that everybody knows it by; its name servers have
     * heard of it. No request, so that it takes no token.
     *
     * @param zoneId {@code Z} and up to 31 capitals and digits
     */
    public synchronized void host(String zoneId, DnsName name) {
        Zone zone = new Zone(zoneId, name, zoneId, "", identifiers.nameServers());
        if (zones.putIfAbsent(zoneId, zone) != null) {
            throw new IllegalStateException("hosted zone " + zoneId + " stands already");
        }
        for (int i = 0; i < Zone.NAME_SERVERS; i++) {
            zone.reach(i, zone.records());
        }
    }

    /**
     * GetHostedZone.
     *
     * @throws TwinError {@code NoSuchHostedZone}
     */
    public synchronized HostedZone getHostedZone(String zoneId) {
        takeToken();
        return zone(zoneId).describe();
    }

    /**
     * GetHostedZoneLimit.
     *
     * @throws TwinError {@code NoSuchHostedZone}; {@code InvalidInput} for a limit that the twin does not have
     */
    public synchronized Limit hostedZoneLimit(String zoneId, String type) {
        takeToken();
        Zone zone = zone(zoneId);
        if (!type.equals("MAX_RRSETS_BY_ZONE")) {
            throw invalid("Type '" + type + "': the lab's Route 53 has MAX_RRSETS_BY_ZONE");
        }
        return new Limit(
                type, BatchCheck.MOST_RECORD_SETS, zone.records().sets().size());
    }

    /**
     * GetAccountLimit.
     *
     * @throws TwinError {@code InvalidInput} for a limit that the twin does not have
     */
    public Limit accountLimit(String type) {
        synchronized (this) {
            takeToken();
            if (type.equals("MAX_HOSTED_ZONES_BY_OWNER")) {
                return new Limit(type, MOST_ZONES, zones.size());
            }
        }
        if (!type.equals("MAX_HEALTH_CHECKS_BY_OWNER")) {
            throw invalid("Type '" + type
                    + "': the lab's Route 53 has MAX_HEALTH_CHECKS_BY_OWNER and MAX_HOSTED_ZONES_BY_OWNER");
        }
        // Outside the lock, as with everything that health checks hold a lock of their own for.
        return new Limit(type, HealthChecks.MOST_CHECKS, healthChecks.count());
    }

    /**
     * ListHostedZones, in the order in which they were made.
     *
     * @param marker the id of the first zone to list; empty for the beginning
     * @throws TwinError {@code InvalidInput} for a marker that is no zone's
     */
    public synchronized HostedZone.Page listHostedZones(String marker, int mostItems) {
        takeToken();
        List<Zone> all = List.copyOf(zones.values());
        int from = 0;
        if (!marker.isEmpty()) {
            from = all.stream().map(Zone::id).toList().indexOf(marker);
        }
        if (from < 0) {
            throw invalid("Marker '" + marker + "': expected the NextMarker of a page before");
        }
        return page(all.subList(from, all.size()), mostItems);
    }

    /** ListHostedZonesByName, by their names with the labels reversed. */
    public synchronized HostedZone.Page listHostedZonesByName(Optional<DnsName> from, String fromId, int mostItems) {
        takeToken();
        Comparator<Zone> order = Comparator.comparing(Zone::name).thenComparing(Zone::id);
        List<Zone> rest = zones.values().stream()
                .sorted(order)
                .dropWhile(zone -> isBefore(zone, from, fromId))
                .toList();
        return page(rest, mostItems);
    }

    /**
     * ChangeResourceRecordSets: all of the batch or nothing.
     *
     * @throws TwinError {@code InvalidChangeBatch}, {@code InvalidInput}, {@code NoSuchHealthCheck},
     *     {@code NoSuchHostedZone}, {@code PriorRequestNotComplete}, {@code Throttling}
     */
    public synchronized ChangeInfo change(Caller caller, String zoneId, ChangeBatch batch) {
        Instant now = agenda.instant();
        try {
            takeToken();
            Zone zone = zone(zoneId);
            if (zone.isBusy(now)) {
                throw new TwinError(
                        "PriorRequestNotComplete",
                        400,
                        "The request was rejected because Route 53 was still processing a prior request.");
            }
            zone.accept(BatchCheck.apply(zone, batch, awsNames, healthChecks::exists), now.plus(settings.processing()));
            ChangeInfo change = spread(zone, batch.comment());
            tell(new Route53Event.Accepted(now, zoneId, caller, change.id(), batch));
            return change;
        } catch (TwinError refusal) {
            tell(new Route53Event.Refused(now, zoneId, caller, batch, refusal));
            throw refusal;
        }
    }

    /**
     * GetChange.
     *
     * @throws TwinError {@code NoSuchChange}
     */
    public synchronized ChangeInfo getChange(String changeId) {
        takeToken();
        return changes.find(changeId)
                .orElseThrow(() -> new TwinError("NoSuchChange", 404, "Could not find resource with ID: " + changeId));
    }

    /**
     * ListResourceRecordSets; changes that are still PENDING are in it.
     *
     * @param mostItems how many a page holds at most; more than 300 are cut to 300
     * @throws TwinError {@code NoSuchHostedZone}, {@code InvalidInput}
     */
    public synchronized RecordPage listRecordSets(String zoneId, Start start, int mostItems) {
        takeToken();
        NavigableMap<RecordKey, RecordSet> sets = zone(zoneId).records().sets();
        List<RecordSet> rest = List.copyOf(
                switch (start) {
                    case Start.Beginning beginning -> sets.values();
                    case Start.Name from ->
                        sets.tailMap(new RecordKey(from.name(), RecordType.A, ""), true)
                                .values();
                    case Start.At from ->
                        sets.tailMap(new RecordKey(from.name(), from.type(), from.setIdentifier()), true)
                                .values();
                });
        int size = pageSize(rest.size(), mostItems, MOST_RECORD_SETS_A_PAGE);
        return new RecordPage(rest.subList(0, size), rest.subList(size, Math.min(size + 1, rest.size())));
    }

    /**
     * What stands in a zone, for somebody who looks at the twin from outside: no request, so that it takes no token.
     */
    public synchronized List<RecordSet> look(String zoneId) {
        return List.copyOf(zone(zoneId).records().sets().values());
    }

    /**
     * What a name server says now. Zones that share a name share nothing else: the oldest answers.
     *
     * @param nameServer 0 to 3; the last to see a change is 3
     * @param type a record type by its name; one that the twin does not hold has no records
     * @param draw a random number from 0 to below its argument, for choosing by weight
     */
    public ZoneAnswer answer(int nameServer, DnsName name, String type, IntUnaryOperator draw, HealthView health) {
        Optional<Resolution> resolution = resolution(nameServer, name, draw, health);
        // Outside the lock: a health view may ask another twin, which may wait for this one.
        return resolution.isEmpty()
                ? new ZoneAnswer.NotServed()
                : resolution.get().answer(name, RecordType.named(type));
    }

    /** What a health checker gets for a name: an IPv4 address that some name server gives, or a load balancer's. */
    private Optional<String> addressOf(String text, int checker) {
        DnsName name = DnsName.of(text);
        ZoneAnswer answer = answer(
                Math.floorMod(checker, Zone.NAME_SERVERS),
                name,
                RecordType.A.name(),
                bound -> Math.floorMod(checker, bound),
                healthChecks);
        return switch (answer) {
            case ZoneAnswer.Found found ->
                found.records().stream()
                        .filter(dnsRecord -> dnsRecord.type() == RecordType.A)
                        .map(DnsRecord::value)
                        .findFirst();
            case ZoneAnswer.NotServed none ->
                resource(name).stream()
                        .flatMap(resource -> resource.addresses(RecordType.A).stream())
                        .findFirst();
            case ZoneAnswer.NoData none -> Optional.empty();
            case ZoneAnswer.NoName none -> Optional.empty();
        };
    }

    private synchronized Optional<AwsName> resource(DnsName name) {
        return Optional.ofNullable(awsNames.get(AwsName.named(name)));
    }

    private synchronized Optional<Resolution> resolution(
            int nameServer, DnsName name, IntUnaryOperator draw, HealthView health) {
        Comparator<Zone> byDepth =
                Comparator.comparingInt(zone -> -zone.name().labels().size());
        return zones.values().stream()
                .filter(zone ->
                        name.isWithin(zone.name()) && zone.seenBy(nameServer).serial() > 0)
                .min(byDepth)
                .map(zone -> new Resolution(
                        zone.name(), zone.seenBy(nameServer), awsNames, settings.loadBalancerTtl(), draw, health));
    }

    /** Starts a change on its way to the name servers. */
    private ChangeInfo spread(Zone zone, String comment) {
        Instant now = agenda.instant();
        ChangeInfo change = new ChangeInfo(identifiers.change(), ChangeInfo.Status.PENDING, now, comment);
        changes.add(change);
        ZoneRecords records = zone.records();
        for (int i = 0; i < Zone.NAME_SERVERS; i++) {
            int nameServer = i;
            agenda.at(
                    now.plus(settings.propagation().multipliedBy(i + 1).dividedBy(Zone.NAME_SERVERS)),
                    () -> reach(zone, records, change.id(), nameServer));
        }
        return change;
    }

    private synchronized void reach(Zone zone, ZoneRecords records, String changeId, int nameServer) {
        Instant now = agenda.instant();
        zone.reach(nameServer, records);
        tell(new Route53Event.Reached(now, zone.id(), changeId, nameServer));
        if (nameServer == Zone.NAME_SERVERS - 1) {
            changes.inSync(changeId);
            tell(new Route53Event.InSync(now, zone.id(), changeId));
        }
    }

    private void tell(Route53Event event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    private synchronized void takeToken() {
        if (!bucket.take(agenda.instant(), settings.requestsPerSecond(), settings.burst())) {
            throw new TwinError("Throttling", 400, "Rate exceeded");
        }
    }

    private Zone zone(String id) {
        Zone zone = zones.get(id);
        if (zone == null) {
            throw new TwinError("NoSuchHostedZone", 404, "No hosted zone found with ID: " + id);
        }
        return zone;
    }

    private static boolean isBefore(Zone zone, Optional<DnsName> from, String fromId) {
        int byName = from.map(name -> zone.name().compareTo(name)).orElse(1);
        return byName < 0 || (byName == 0 && zone.id().compareTo(fromId) < 0);
    }

    private static HostedZone.Page page(List<Zone> rest, int mostItems) {
        int size = pageSize(rest.size(), mostItems, MOST_ZONES_A_PAGE);
        return new HostedZone.Page(
                rest.subList(0, size).stream().map(Zone::describe).toList(),
                rest.stream().skip(size).limit(1).map(Zone::describe).toList());
    }

    private static int pageSize(int available, int asked, int most) {
        if (asked < 1) {
            throw invalid("MaxItems " + asked + ": expected a whole number from 1");
        }
        return Math.min(available, Math.min(asked, most));
    }

    private static TwinError invalid(String message) {
        return new TwinError("InvalidInput", 400, message);
    }
}
