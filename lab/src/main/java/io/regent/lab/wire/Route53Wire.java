package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.ChangeInfo;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.HostedZone;
import io.regent.lab.twin.route53.RecordPage;
import io.regent.lab.twin.route53.Route53Twin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Route 53's REST-XML protocol, version 2013-04-01, before a twin. */
public final class Route53Wire implements WireProtocol {
    static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static final String OPERATIONS = "ChangeResourceRecordSets, ListResourceRecordSets, GetChange, "
            + "ListHostedZones, ListHostedZonesByName, GetHostedZone, CreateHostedZone";
    private static final Pattern PATH = Pattern.compile(
            "/2013-04-01/(?<kind>hostedzone|hostedzonesbyname|change)(/(?<id>[^/]+)(?<rrset>/rrset)?)?/?");
    private static final Pattern ID = Pattern.compile("[A-Z0-9]{1,32}");

    private final Route53Twin twin;
    private final HealthCheckWire healthChecks;
    private final LimitWire limits;

    public Route53Wire(Route53Twin twin) {
        this.twin = twin;
        this.healthChecks = new HealthCheckWire(twin.healthChecks());
        this.limits = new LimitWire(twin);
    }

    @Override
    public String signingName() {
        return "route53";
    }

    @Override
    public List<Act> acts(WireRequest request) {
        return healthChecks.acts(request).or(() -> limits.acts(request)).orElseGet(() -> actsOnZones(request));
    }

    private static List<Act> actsOnZones(WireRequest request) {
        String id = path(request).map(path -> path.group("id")).orElse("");
        String zone = "arn:aws:route53:::hostedzone/" + id;
        return switch (operation(request)) {
            case "POST hostedzone/id/rrset" -> List.of(changing(zone, Route53Batch.read(request.body())));
            case "GET hostedzone/id/rrset" -> List.of(Act.of("route53:ListResourceRecordSets", zone));
            case "GET change/id" -> List.of(Act.of("route53:GetChange", "arn:aws:route53:::change/" + id));
            case "GET hostedzone" -> List.of(Act.of("route53:ListHostedZones"));
            case "GET hostedzonesbyname" -> List.of(Act.of("route53:ListHostedZonesByName"));
            case "GET hostedzone/id" -> List.of(Act.of("route53:GetHostedZone", zone));
            case "POST hostedzone" -> List.of(Act.of("route53:CreateHostedZone"));
            default -> throw unknown(request);
        };
    }

    /**
     * The keys of a batch: "Using IAM policy conditions for fine-grained access control to manage resource record sets"
     * (Route 53 Developer Guide). Names are "normalized": in lower case, without the dot at the end.
     */
    private static Act changing(String zone, ChangeBatch batch) {
        return Act.of("route53:ChangeResourceRecordSets", zone)
                .with(
                        "route53:ChangeResourceRecordSetsNormalizedRecordNames",
                        each(
                                batch,
                                change -> change.recordSet().name().toString().replaceFirst("\\.$", "")))
                .with(
                        "route53:ChangeResourceRecordSetsRecordTypes",
                        each(batch, change -> change.recordSet().type().name()))
                .with(
                        "route53:ChangeResourceRecordSetsActions",
                        each(batch, change -> change.action().name()));
    }

    private static List<String> each(ChangeBatch batch, Function<ChangeBatch.Change, String> part) {
        return batch.changes().stream().map(part).toList();
    }

    @Override
    public TwinError denial(String message) {
        return new TwinError("AccessDenied", 403, message);
    }

    private static Optional<Matcher> path(WireRequest request) {
        return Optional.of(PATH.matcher(request.path())).filter(Matcher::matches);
    }

    /** Method and path, with {@code id} for an id; empty for a path of none of the operations. */
    private static String operation(WireRequest request) {
        return path(request)
                .map(path -> request.method() + " " + path.group("kind") + (path.group("id") == null ? "" : "/id")
                        + (path.group("rrset") == null ? "" : "/rrset"))
                .orElse("");
    }

    @Override
    public WireAnswer answer(WireRequest request) {
        return healthChecks.answer(request).or(() -> limits.answer(request)).orElseGet(() -> answerOfZones(request));
    }

    private WireAnswer answerOfZones(WireRequest request) {
        String id = path(request).map(path -> path.group("id")).orElse("");
        return switch (operation(request)) {
            case "POST hostedzone/id/rrset" -> change(request, zoneId(id));
            case "GET hostedzone/id/rrset" -> listRecordSets(request, zoneId(id));
            case "GET change/id" -> getChange(id);
            case "GET hostedzone" -> listZones(request);
            case "GET hostedzonesbyname" -> listZonesByName(request);
            case "GET hostedzone/id" -> getZone(zoneId(id));
            case "POST hostedzone" -> createZone(request);
            default -> throw unknown(request);
        };
    }

    @Override
    public WireAnswer refuse(WireRequest request, TwinError error) {
        return new XmlAnswer("ErrorResponse", NAMESPACE)
                .open("Error")
                .leaf("Type", error.status() < 500 ? "Sender" : "Receiver")
                .leaf("Code", error.code())
                .leaf("Message", error.message())
                .close()
                .answer(error.status(), Map.of());
    }

    private WireAnswer change(WireRequest request, String zoneId) {
        ChangeInfo change = twin.change(request.caller(), zoneId, Route53Batch.read(request.body()));
        XmlAnswer answer = new XmlAnswer("ChangeResourceRecordSetsResponse", NAMESPACE);
        Route53Forms.change(answer, change);
        return answer.answer(200, Map.of());
    }

    private WireAnswer getChange(String id) {
        ChangeInfo change = twin.getChange(id);
        XmlAnswer answer = new XmlAnswer("GetChangeResponse", NAMESPACE);
        Route53Forms.change(answer, change);
        return answer.answer(200, Map.of());
    }

    private WireAnswer listRecordSets(WireRequest request, String zoneId) {
        Route53Query query = new Route53Query(request);
        int most = query.maxItems(Route53Twin.MOST_RECORD_SETS_A_PAGE);
        RecordPage page = twin.listRecordSets(zoneId, query.start(), most);
        XmlAnswer answer = new XmlAnswer("ListResourceRecordSetsResponse", NAMESPACE).open("ResourceRecordSets");
        page.recordSets().forEach(set -> Route53Forms.recordSet(answer, set));
        answer.close().leaf("IsTruncated", page.next().isPresent());
        page.next().ifPresent(next -> Route53Forms.next(answer, next));
        return answer.leaf("MaxItems", most).answer(200, Map.of());
    }

    private WireAnswer listZones(WireRequest request) {
        Route53Query query = new Route53Query(request);
        query.refuse("delegationsetid", "reusable delegation sets");
        int most = query.maxItems(Route53Twin.MOST_ZONES_A_PAGE);
        String marker = query.text("marker");
        HostedZone.Page page = twin.listHostedZones(marker, most);
        // The twin has public zones only, so a list of the private ones is empty.
        if (!query.text("hostedzonetype").isEmpty()) {
            page = new HostedZone.Page(List.of(), List.of());
        }
        XmlAnswer answer = new XmlAnswer("ListHostedZonesResponse", NAMESPACE);
        Route53Forms.zones(answer, page.zones());
        if (!marker.isEmpty()) {
            answer.leaf("Marker", marker);
        }
        answer.leaf("IsTruncated", !page.next().isEmpty());
        page.next().forEach(next -> answer.leaf("NextMarker", next.id()));
        return answer.leaf("MaxItems", most).answer(200, Map.of());
    }

    private WireAnswer listZonesByName(WireRequest request) {
        Route53Query query = new Route53Query(request);
        int most = query.maxItems(Route53Twin.MOST_ZONES_A_PAGE);
        Optional<DnsName> from = query.name("dnsname", "InvalidDomainName");
        String fromId = query.text("hostedzoneid");
        HostedZone.Page page = twin.listHostedZonesByName(from, fromId, most);
        XmlAnswer answer = new XmlAnswer("ListHostedZonesByNameResponse", NAMESPACE);
        Route53Forms.zones(answer, page.zones());
        from.ifPresent(name -> answer.leaf("DNSName", name));
        if (!fromId.isEmpty()) {
            answer.leaf("HostedZoneId", fromId);
        }
        answer.leaf("IsTruncated", !page.next().isEmpty());
        page.next().forEach(next -> answer.leaf("NextDNSName", next.name()).leaf("NextHostedZoneId", next.id()));
        return answer.leaf("MaxItems", most).answer(200, Map.of());
    }

    private WireAnswer getZone(String zoneId) {
        HostedZone zone = twin.getHostedZone(zoneId);
        XmlAnswer answer = new XmlAnswer("GetHostedZoneResponse", NAMESPACE);
        Route53Forms.zone(answer, zone);
        Route53Forms.delegationSet(answer, zone);
        return answer.answer(200, Map.of());
    }

    private WireAnswer createZone(WireRequest request) {
        Route53Body body = Route53Body.read(request.body(), "CreateHostedZoneRequest");
        HostedZone.Created created =
                twin.createHostedZone(zoneName(body), body.text("CallerReference"), zoneComment(body));
        XmlAnswer answer = new XmlAnswer("CreateHostedZoneResponse", NAMESPACE);
        Route53Forms.zone(answer, created.zone());
        Route53Forms.change(answer, created.change());
        Route53Forms.delegationSet(answer, created.zone());
        return answer.answer(
                201,
                Map.of(
                        "location",
                        "https://route53.amazonaws.com/2013-04-01/hostedzone/"
                                + created.zone().id()));
    }

    private static DnsName zoneName(Route53Body body) {
        try {
            return DnsName.of(body.text("Name"));
        } catch (IllegalArgumentException e) {
            throw new TwinError("InvalidDomainName", 400, "Name: " + e.getMessage());
        }
    }

    private static String zoneComment(Route53Body body) {
        if (body.element().child("VPC").isPresent()
                || body.element().child("DelegationSetId").isPresent()) {
            throw Route53Body.invalid("VPC, DelegationSetId: the lab's Route 53 has public zones without reusable "
                    + "delegation sets only");
        }
        Optional<XmlElement> config = body.element().child("HostedZoneConfig");
        if (config.flatMap(at -> at.childText("PrivateZone")).orElse("false").equals("true")) {
            throw Route53Body.invalid("PrivateZone: the lab's Route 53 has public zones only");
        }
        return config.flatMap(at -> at.childText("Comment")).orElse("");
    }

    private static String zoneId(String id) {
        if (!ID.matcher(id).matches()) {
            throw new TwinError("InvalidInput", 400, "Id '" + id + "': expected up to 32 capitals and digits");
        }
        return id;
    }

    private static TwinError unknown(WireRequest request) {
        return new TwinError(
                "UnknownOperation",
                404,
                "the lab's Route 53 has no operation " + request.method() + " " + request.path() + "; it has "
                        + OPERATIONS + ", " + LimitWire.OPERATIONS + ", " + HealthCheckWire.OPERATIONS);
    }
}
