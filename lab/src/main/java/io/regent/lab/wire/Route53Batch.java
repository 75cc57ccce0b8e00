package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.ChangeBatch.Action;
import io.regent.lab.twin.route53.ChangeBatch.Change;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the body of ChangeResourceRecordSets. What its shape forbids is refused here, the rest is for the twin. */
final class Route53Batch {
    private static final Set<String> KNOWN = Set.of(
            "Name",
            "Type",
            "SetIdentifier",
            "Weight",
            "Failover",
            "TTL",
            "ResourceRecords",
            "AliasTarget",
            "HealthCheckId");

    private Route53Batch() {}

    static ChangeBatch read(byte[] body) {
        XmlElement batch =
                Route53Body.read(body, "ChangeResourceRecordSetsRequest").required("ChangeBatch");
        List<Change> changes = new ArrayList<>();
        for (XmlElement change :
                batch.child("Changes").map(XmlElement::children).orElse(List.of())) {
            changes.add(change(new Route53Body(change)));
        }
        return new ChangeBatch(batch.childText("Comment").orElse(""), changes);
    }

    private static Change change(Route53Body change) {
        String action = change.text("Action");
        Route53Body set = new Route53Body(change.required("ResourceRecordSet"));
        for (XmlElement part : set.element().children()) {
            if (!KNOWN.contains(part.name())) {
                throw Route53Body.invalid("ResourceRecordSet: the lab's Route 53 has no " + part.name() + "; it has "
                        + String.join(", ", KNOWN.stream().sorted().toList()));
            }
        }
        String where = " in Change with [Action=" + action + ", Name=" + set.text("Name") + ", Type="
                + set.text("Type") + ", SetIdentifier="
                + set.element().childText("SetIdentifier").orElse("null") + "]";
        return new Change(
                action(action),
                new RecordSet(
                        name(set.text("Name")),
                        Route53Forms.type(set.text("Type")),
                        routing(set, where),
                        target(set, where),
                        set.element().childText("HealthCheckId").orElse("")));
    }

    private static Action action(String action) {
        return switch (action) {
            case "CREATE" -> Action.CREATE;
            case "DELETE" -> Action.DELETE;
            case "UPSERT" -> Action.UPSERT;
            default ->
                throw Route53Body.invalid("Invalid XML ; cvc-enumeration-valid: Value '" + action
                        + "' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'. It must be a "
                        + "value from the enumeration.");
        };
    }

    private static Routing routing(Route53Body set, String where) {
        Optional<String> identifier = set.element().childText("SetIdentifier");
        Optional<String> weight = set.element().childText("Weight");
        Optional<String> failover = set.element().childText("Failover");
        if (weight.isPresent() && failover.isPresent()) {
            throw Route53Body.invalid("Invalid request: Expected exactly one of [Weight, Region, Failover, "
                    + "GeoLocation, or MultiValueAnswer], but found more than one" + where);
        }
        if (weight.isEmpty() && failover.isEmpty()) {
            if (identifier.isPresent()) {
                throw Route53Body.invalid("Invalid request: Expected exactly one of [Weight, Region, Failover, "
                        + "GeoLocation, or MultiValueAnswer], but found none" + where);
            }
            return new Routing.Simple();
        }
        if (identifier.isEmpty()) {
            throw Route53Body.invalid("Invalid request: Missing field 'SetIdentifier'" + where);
        }
        return weight.isPresent()
                ? new Routing.Weighted(identifier.get(), Route53Body.number("Weight", weight.get()))
                : new Routing.Failover(identifier.get(), role(failover.orElse("")));
    }

    private static Routing.Role role(String role) {
        return switch (role) {
            case "PRIMARY" -> Routing.Role.PRIMARY;
            case "SECONDARY" -> Routing.Role.SECONDARY;
            default -> throw Route53Body.invalid("Failover '" + role + "': expected PRIMARY or SECONDARY");
        };
    }

    private static Target target(Route53Body set, String where) {
        Optional<XmlElement> alias = set.element().child("AliasTarget");
        Optional<String> ttl = set.element().childText("TTL");
        Optional<XmlElement> records = set.element().child("ResourceRecords");
        boolean values = ttl.isPresent() && records.isPresent();
        if (alias.isPresent() ? ttl.isPresent() || records.isPresent() : !values) {
            throw Route53Body.invalid("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and "
                    + "ResourceRecords], or TrafficPolicyInstanceId], but found "
                    + (alias.isPresent() ? "more than one" : "none") + where);
        }
        if (alias.isPresent()) {
            Route53Body target = new Route53Body(alias.get());
            return new Target.Alias(
                    target.text("HostedZoneId").replaceFirst("^/?hostedzone/", ""),
                    name(target.text("DNSName")),
                    Route53Body.truth("EvaluateTargetHealth", target.text("EvaluateTargetHealth")));
        }
        List<String> texts = new ArrayList<>();
        for (XmlElement record : records.map(XmlElement::children).orElse(List.of())) {
            texts.add(new Route53Body(record).text("Value"));
        }
        return new Target.Values(Duration.ofSeconds(Route53Body.number("TTL", ttl.orElse(""))), texts);
    }

    private static DnsName name(String name) {
        try {
            return DnsName.of(name);
        } catch (IllegalArgumentException e) {
            throw new TwinError("InvalidChangeBatch", 400, "[" + e.getMessage() + "]");
        }
    }
}
