package io.regent.lab.wire;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.route53.AlarmCopy;
import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.CheckFields;
import io.regent.lab.twin.route53.HealthCheck;
import io.regent.lab.twin.route53.HealthChecks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operations of Route 53's REST-XML protocol that concern health checks and their tags. */
record HealthCheckWire(HealthChecks checks) {
    static final String OPERATIONS = "CreateHealthCheck, GetHealthCheck, UpdateHealthCheck, DeleteHealthCheck, "
            + "ListHealthChecks, GetHealthCheckStatus, ChangeTagsForResource and ListTagsForResource of health checks";

    private static final Pattern PATH = Pattern.compile(
            "/2013-04-01/(?<kind>healthcheck|tags/healthcheck)(/(?<id>[^/]{1,64})(?<status>/status)?)?/?");
    private static final Set<String> OF_UPDATES = Set.of("HealthCheckVersion", "ResetElements");

    /** What a request asks IAM for; nothing when it is for another part of Route 53. */
    Optional<List<Act>> acts(WireRequest request) {
        String check = "arn:aws:route53:::healthcheck/" + id(request);
        return switch (operation(request)) {
            case "POST healthcheck" -> Optional.of(List.of(Act.of("route53:CreateHealthCheck")));
            case "GET healthcheck" -> Optional.of(List.of(Act.of("route53:ListHealthChecks")));
            case "GET healthcheck/id" -> Optional.of(List.of(Act.of("route53:GetHealthCheck", check)));
            case "POST healthcheck/id" -> Optional.of(List.of(Act.of("route53:UpdateHealthCheck", check)));
            case "DELETE healthcheck/id" -> Optional.of(List.of(Act.of("route53:DeleteHealthCheck", check)));
            case "GET healthcheck/id/status" -> Optional.of(List.of(Act.of("route53:GetHealthCheckStatus", check)));
            case "POST tags/healthcheck/id" -> Optional.of(List.of(Act.of("route53:ChangeTagsForResource", check)));
            case "GET tags/healthcheck/id" -> Optional.of(List.of(Act.of("route53:ListTagsForResource", check)));
            default -> Optional.empty();
        };
    }

    private static Optional<Matcher> path(WireRequest request) {
        return Optional.of(PATH.matcher(request.path())).filter(Matcher::matches);
    }

    private static String id(WireRequest request) {
        return path(request).map(path -> path.group("id")).orElse("");
    }

    /** Method and path, with {@code id} for an id; empty for a path of none of these operations. */
    private static String operation(WireRequest request) {
        return path(request)
                .map(path -> request.method() + " " + path.group("kind") + (path.group("id") == null ? "" : "/id")
                        + (path.group("status") == null ? "" : "/status"))
                .orElse("");
    }

    /** Answers a request; nothing when it is for another part of Route 53. */
    Optional<WireAnswer> answer(WireRequest request) {
        String id = id(request);
        return switch (operation(request)) {
            case "POST healthcheck" -> Optional.of(create(request));
            case "GET healthcheck" -> Optional.of(list(request));
            case "GET healthcheck/id" -> Optional.of(described("GetHealthCheckResponse", checks.get(id)));
            case "POST healthcheck/id" -> Optional.of(update(request, id));
            case "DELETE healthcheck/id" -> Optional.of(delete(id));
            case "GET healthcheck/id/status" -> Optional.of(status(id));
            case "POST tags/healthcheck/id" -> Optional.of(changeTags(request, id));
            case "GET tags/healthcheck/id" -> Optional.of(listTags(id));
            default -> Optional.empty();
        };
    }

    private WireAnswer create(WireRequest request) {
        Route53Body body = Route53Body.read(request.body(), "CreateHealthCheckRequest");
        HealthCheck check =
                checks.create(body.text("CallerReference"), fields(body.required("HealthCheckConfig"), Set.of()));
        XmlAnswer answer = new XmlAnswer("CreateHealthCheckResponse", Route53Wire.NAMESPACE);
        describe(answer, check);
        return answer.answer(
                201, Map.of("location", "https://route53.amazonaws.com/2013-04-01/healthcheck/" + check.id()));
    }

    private WireAnswer update(WireRequest request, String id) {
        XmlElement body =
                Route53Body.read(request.body(), "UpdateHealthCheckRequest").element();
        long version = body.childText("HealthCheckVersion")
                .map(text -> Route53Body.number("HealthCheckVersion", text))
                .orElse(0L);
        if (version < 1 && body.child("HealthCheckVersion").isPresent()) {
            throw Route53Body.invalid("HealthCheckVersion '" + version + "': expected a whole number from 1");
        }
        List<CheckField> resets = new ArrayList<>();
        for (XmlElement element :
                body.child("ResetElements").map(XmlElement::children).orElse(List.of())) {
            resets.add(CheckField.named(element.text())
                    .orElseThrow(() -> Route53Body.invalid("ResetElements: '" + element.text()
                            + "' is none of [FullyQualifiedDomainName, Regions, ResourcePath, ChildHealthChecks]")));
        }
        return described("UpdateHealthCheckResponse", checks.update(id, version, fields(body, OF_UPDATES), resets));
    }

    private WireAnswer delete(String id) {
        checks.delete(id);
        return new XmlAnswer("DeleteHealthCheckResponse", Route53Wire.NAMESPACE).answer(200, Map.of());
    }

    private WireAnswer list(WireRequest request) {
        Route53Query query = new Route53Query(request);
        int most = query.maxItems(HealthChecks.MOST_A_PAGE);
        String marker = query.text("marker");
        HealthCheck.Page page = checks.list(marker, most);
        XmlAnswer answer = new XmlAnswer("ListHealthChecksResponse", Route53Wire.NAMESPACE).open("HealthChecks");
        page.checks().forEach(check -> describe(answer, check));
        answer.close().leaf("Marker", marker).leaf("IsTruncated", !page.next().isEmpty());
        if (!page.next().isEmpty()) {
            answer.leaf("NextMarker", page.next());
        }
        return answer.leaf("MaxItems", most).answer(200, Map.of());
    }

    private WireAnswer status(String id) {
        XmlAnswer answer =
                new XmlAnswer("GetHealthCheckStatusResponse", Route53Wire.NAMESPACE).open("HealthCheckObservations");
        for (HealthCheck.Observation seen : checks.status(id)) {
            answer.open("HealthCheckObservation")
                    .leaf("Region", seen.checker().region())
                    .leaf("IPAddress", seen.checker().address())
                    .open("StatusReport")
                    .leaf("Status", seen.status())
                    .leaf("CheckedTime", seen.checkedAt())
                    .close()
                    .close();
        }
        return answer.close().answer(200, Map.of());
    }

    private WireAnswer changeTags(WireRequest request, String id) {
        XmlElement body =
                Route53Body.read(request.body(), "ChangeTagsForResourceRequest").element();
        Map<String, String> add = new LinkedHashMap<>();
        for (XmlElement tag : body.child("AddTags").map(XmlElement::children).orElse(List.of())) {
            add.put(new Route53Body(tag).text("Key"), tag.childText("Value").orElse(""));
        }
        List<String> remove = texts(body.child("RemoveTagKeys"));
        checks.changeTags(id, add, remove);
        return new XmlAnswer("ChangeTagsForResourceResponse", Route53Wire.NAMESPACE).answer(200, Map.of());
    }

    private WireAnswer listTags(String id) {
        XmlAnswer answer = new XmlAnswer("ListTagsForResourceResponse", Route53Wire.NAMESPACE)
                .open("ResourceTagSet")
                .leaf("ResourceType", "healthcheck")
                .leaf("ResourceId", id)
                .open("Tags");
        checks.tags(id)
                .forEach((key, value) ->
                        answer.open("Tag").leaf("Key", key).leaf("Value", value).close());
        return answer.close().close().answer(200, Map.of());
    }

    /** The settings among the children of an element; what is neither one nor among the others is refused. */
    private static CheckFields fields(XmlElement element, Set<String> others) {
        Map<CheckField, List<String>> fields = new HashMap<>();
        for (XmlElement child : element.children()) {
            if (child.name().equals("AlarmIdentifier")) {
                Route53Body alarm = new Route53Body(child);
                fields.put(CheckField.ALARM_REGION, List.of(alarm.text("Region")));
                fields.put(CheckField.ALARM_NAME, List.of(alarm.text("Name")));
            } else if (!others.contains(child.name())) {
                CheckField field = CheckField.named(child.name()).orElseThrow(() -> unknown(element, child));
                fields.put(field, field.member().isEmpty() ? List.of(child.text()) : texts(Optional.of(child)));
            }
        }
        return new CheckFields(fields);
    }

    private static TwinError unknown(XmlElement element, XmlElement child) {
        return Route53Body.invalid(element.name() + ": the lab's Route 53 has no " + child.name());
    }

    private static List<String> texts(Optional<XmlElement> list) {
        return list.map(XmlElement::children).orElse(List.of()).stream()
                .map(XmlElement::text)
                .toList();
    }

    private static WireAnswer described(String root, HealthCheck check) {
        XmlAnswer answer = new XmlAnswer(root, Route53Wire.NAMESPACE);
        describe(answer, check);
        return answer.answer(200, Map.of());
    }

    private static void describe(XmlAnswer answer, HealthCheck check) {
        answer.open("HealthCheck")
                .leaf("Id", check.id())
                .leaf("CallerReference", check.callerReference())
                .open("HealthCheckConfig");
        check.config().values().forEach((field, texts) -> setting(answer, check.config(), field, texts));
        answer.close().leaf("HealthCheckVersion", check.version());
        check.alarm().ifPresent(alarm -> alarm(answer, alarm));
        answer.close();
    }

    private static void setting(XmlAnswer answer, CheckFields config, CheckField field, List<String> texts) {
        if (field == CheckField.ALARM_REGION) {
            answer.open("AlarmIdentifier")
                    .leaf("Region", config.text(CheckField.ALARM_REGION))
                    .leaf("Name", config.text(CheckField.ALARM_NAME))
                    .close();
        } else if (!field.isOfAlarm() && field.member().isEmpty()) {
            answer.leaf(field.apiName(), config.text(field));
        } else if (!field.isOfAlarm()) {
            answer.open(field.apiName());
            texts.forEach(text -> answer.leaf(field.member(), text));
            answer.close();
        }
    }

    private static void alarm(XmlAnswer answer, AlarmCopy alarm) {
        answer.open("CloudWatchAlarmConfiguration")
                .leaf("EvaluationPeriods", alarm.evaluationPeriods())
                .leaf("Threshold", alarm.threshold())
                .leaf("ComparisonOperator", alarm.comparison())
                .leaf("Period", alarm.period())
                .leaf("MetricName", alarm.metricName())
                .leaf("Namespace", alarm.namespace())
                .leaf("Statistic", alarm.statistic())
                .open("Dimensions");
        alarm.dimensions()
                .forEach((name, value) -> answer.open("Dimension")
                        .leaf("Name", name)
                        .leaf("Value", value)
                        .close());
        answer.close().close();
    }
}
