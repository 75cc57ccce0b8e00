package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.route53.ChangeBatch;
import io.regent.lab.twin.route53.ChangeBatch.Action;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.CheckFields;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.HealthChecks;
import io.regent.lab.twin.route53.RecordSet;
import io.regent.lab.twin.route53.RecordType;
import io.regent.lab.twin.route53.Routing;
import io.regent.lab.twin.route53.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Amazon Route 53: record sets and health checks. */
final class RecordResources {
    private static final Pattern ZONE = Pattern.compile("Z[A-Z0-9]{1,31}");
    private static final long LONGEST_TTL = 2_147_483_647;

    /** What makes another health check of it ("Update requires: Replacement" in the template reference). */
    private static final Set<CheckField> REPLACING =
            EnumSet.of(CheckField.TYPE, CheckField.REQUEST_INTERVAL, CheckField.MEASURE_LATENCY);

    private final Account account;

    RecordResources(Account account) {
        this.account = account;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::Route53::RecordSet", new Sets(RecordResources::single),
                "AWS::Route53::RecordSetGroup", new Sets(RecordResources::group),
                "AWS::Route53::HealthCheck", new Checks());
    }

    /** A resource's record sets and the zone that they are in. */
    private record Zoned(String zone, List<RecordSet> sets) {}

    private interface Reader {
        Zoned read(Properties properties);
    }

    private static Zoned single(Properties properties) {
        String zone = zone(properties);
        properties.textOr("Comment", "");
        return new Zoned(zone, List.of(set(properties)));
    }

    private static Zoned group(Properties properties) {
        String zone = zone(properties);
        properties.textOr("Comment", "");
        List<RecordSet> sets = new ArrayList<>();
        properties.sections("RecordSets").forEach(section -> sets.add(set(section)));
        if (sets.isEmpty()) {
            throw new Unsupported(properties.path() + ".RecordSets", "expected at least one");
        }
        return new Zoned(zone, sets);
    }

    private static String zone(Properties properties) {
        return Reading.form(properties, "HostedZoneId", ZONE);
    }

    private static RecordSet set(Properties properties) {
        DnsName name = name(properties, "Name");
        String type = properties.text("Type");
        RecordType known = RecordType.named(type)
                .orElseThrow(() -> Reading.wrong(properties, "Type", "one of " + RecordType.accepted()));
        Optional<Properties> alias = properties.findSection("AliasTarget");
        Target target;
        if (alias.isPresent()) {
            Reading.absent(properties, "TTL", "an alias takes its target's");
            Reading.absent(properties, "ResourceRecords", "an alias has none");
            target = new Target.Alias(
                    Reading.form(alias.get(), "HostedZoneId", ZONE),
                    name(alias.get(), "DNSName"),
                    alias.get().flagOr("EvaluateTargetHealth", false));
        } else {
            target = new Target.Values(
                    Duration.ofSeconds(Reading.within(properties, "TTL", -1, 0, LONGEST_TTL)),
                    properties.texts("ResourceRecords"));
            properties.number("TTL");
        }
        return new RecordSet(name, known, routing(properties), target, properties.textOr("HealthCheckId", ""));
    }

    private static Routing routing(Properties properties) {
        String identifier = properties.textOr("SetIdentifier", "");
        if (properties.has("Weight")) {
            return new Routing.Weighted(identifier, properties.number("Weight"));
        }
        if (properties.has("Failover")) {
            String role = Reading.choice(properties, "Failover", "PRIMARY", "SECONDARY");
            return new Routing.Failover(identifier, Routing.Role.valueOf(role));
        }
        if (!identifier.isEmpty()) {
            throw new Unsupported(
                    properties.path() + ".SetIdentifier", "the lab's Route 53 chooses by Weight and Failover");
        }
        return new Routing.Simple();
    }

    private static DnsName name(Properties properties, String property) {
        try {
            return DnsName.of(properties.text(property));
        } catch (IllegalArgumentException e) {
            throw Reading.wrong(properties, property, "a DNS name (" + e.getMessage() + ")");
        }
    }

    /**
     * Record sets as CloudFormation brings them: CREATE, and later UPSERT for those that the template has otherwise
     * now. One that it has as before is left as it is, whoever changed its weight meanwhile. What goes is deleted with
     * the template's values, which Route 53 refuses where others stand.
     */
    private final class Sets implements Kind {
        private final Reader reader;

        Sets(Reader reader) {
            this.reader = reader;
        }

        @Override
        public Made put(Resource resource) {
            Zoned zoned = read(resource);
            change(resource, zoned.zone(), changes(Action.CREATE, zoned.sets()));
            return made(resource, zoned);
        }

        @Override
        public Made update(Resource before, Resource after, Made made) {
            Zoned old = read(before);
            Zoned zoned = read(after);
            if (!old.zone().equals(zoned.zone())) {
                Made next = put(after);
                delete(before, made);
                return next;
            }
            Map<String, RecordSet> gone = new LinkedHashMap<>();
            old.sets().forEach(set -> gone.put(key(set), set));
            List<RecordSet> differing = new ArrayList<>();
            for (RecordSet set : zoned.sets()) {
                RecordSet stood = gone.remove(key(set));
                if (!set.equals(stood)) {
                    differing.add(set);
                }
            }
            List<ChangeBatch.Change> changes = new ArrayList<>(changes(Action.DELETE, List.copyOf(gone.values())));
            changes.addAll(changes(Action.UPSERT, differing));
            change(after, zoned.zone(), changes);
            return made(after, zoned);
        }

        @Override
        public void delete(Resource resource, Made made) {
            Zoned zoned = read(resource);
            change(resource, zoned.zone(), changes(Action.DELETE, zoned.sets()));
        }

        private Zoned read(Resource resource) {
            Zoned zoned = reader.read(resource.properties());
            resource.properties().done();
            return zoned;
        }

        private Made made(Resource resource, Zoned zoned) {
            return Made.of(
                    zoned.sets().size() == 1 ? zoned.sets().getFirst().name().toString() : Names.of(resource, 128));
        }

        private static String key(RecordSet set) {
            return set.name() + " " + set.type() + " " + set.routing().identifier();
        }

        private static List<ChangeBatch.Change> changes(Action action, List<RecordSet> sets) {
            return sets.stream().map(set -> new ChangeBatch.Change(action, set)).toList();
        }

        private void change(Resource resource, String zone, List<ChangeBatch.Change> changes) {
            if (!changes.isEmpty()) {
                String comment = "stack " + resource.stack().name() + ", " + resource.logicalId();
                account.route53().change(new Caller.Person(), zone, new ChangeBatch(comment, changes));
            }
        }
    }

    /** Health checks; a changed one takes a new copy of its alarm's settings, as UpdateHealthCheck has it. */
    private final class Checks implements Kind {
        private int made;

        private HealthChecks checks() {
            return account.route53().healthChecks();
        }

        @Override
        public Made put(Resource resource) {
            CheckFields fields = read(resource);
            synchronized (this) {
                made++;
            }
            String reference = Names.uuid(resource) + "-" + made;
            String id = checks().create(reference, fields).id();
            return Made.of(id).with("HealthCheckId", id);
        }

        @Override
        public Made update(Resource before, Resource after, Made made) {
            CheckFields old = read(before);
            CheckFields fields = read(after);
            boolean replaced =
                    REPLACING.stream().anyMatch(field -> !old.list(field).equals(fields.list(field)))
                            || old.list(CheckField.IP_ADDRESS).isEmpty()
                                    != fields.list(CheckField.IP_ADDRESS).isEmpty();
            if (replaced) {
                Made next = put(after);
                delete(before, made);
                return next;
            }
            Map<CheckField, List<String>> changeable = new LinkedHashMap<>(fields.values());
            REPLACING.forEach(changeable::remove);
            List<CheckField> resets = old.values().keySet().stream()
                    .filter(field -> !fields.values().containsKey(field))
                    .toList();
            checks().update(made.ref(), 0, new CheckFields(changeable), resets);
            return made;
        }

        @Override
        public void delete(Resource resource, Made made) {
            checks().delete(made.ref());
        }

        private static CheckFields read(Resource resource) {
            Properties properties = resource.properties();
            Properties config = properties.section("HealthCheckConfig");
            CheckFields fields = CheckFields.NONE;
            for (String name : config.names()) {
                if (name.equals("AlarmIdentifier")) {
                    Properties alarm = config.section(name);
                    fields = fields.with(CheckField.ALARM_REGION, alarm.text("Region"))
                            .with(CheckField.ALARM_NAME, alarm.text("Name"));
                } else {
                    Optional<CheckField> field = CheckField.named(name);
                    if (field.isPresent()) {
                        JsonNode value = config.value(name);
                        fields = fields.with(
                                field.get(), value.isArray() ? config.texts(name) : List.of(config.text(name)));
                    }
                }
            }
            for (Properties tag : properties.sections("HealthCheckTags")) {
                tag.text("Key");
                tag.text("Value");
            }
            properties.done();
            return fields;
        }
    }
}
