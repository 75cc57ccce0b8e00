package io.regent.lab.wire;

import io.regent.fleet.Region;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.ec2.Checks;
import io.regent.lab.twin.ec2.Ec2Instance;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.ec2.ElasticAddress;
import io.regent.lab.twin.ec2.Filter;
import io.regent.lab.twin.ec2.SecurityGroup;
import io.regent.lab.twin.iam.Act;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * EC2 on the wire (API model {@code ec2} 2016-11-15): what describes instances and addresses, and what repairs them.
 */
public final class Ec2Wire {
    private static final String DRY_RUN = "DryRun";
    private static final Pattern FILTER = Pattern.compile("Filter\\.(\\d{1,3})\\.(Name|Value\\.\\d{1,3})");

    private final Regional<Ec2Twin> twins;
    private final String account;
    private final LongUnaryOperator ports;

    private Ec2Wire(Regional<Ec2Twin> twins, String account, LongUnaryOperator ports) {
        this.twins = twins;
        this.account = account;
        this.ports = ports;
    }

    /**
     * The service in front of its twins, one for each region.
     *
     * @param account 12 digits
     * @param ports the port that the lab has for one that a security group's rule names
     */
    public static WireProtocol over(Map<Region, Ec2Twin> twins, String account, LongUnaryOperator ports) {
        Ec2Wire wire = new Ec2Wire(new Regional<>("ec2", twins), account, ports);
        Map<String, QueryRpc.Served> operations = new HashMap<>(RegionsWire.operations(twins.keySet()));
        operations.put("DescribeInstances", describing("DescribeInstances", wire::instances));
        operations.put("DescribeInstanceStatus", describing("DescribeInstanceStatus", wire::statuses));
        operations.put("DescribeAddresses", describing("DescribeAddresses", wire::addresses));
        operations.put("DescribeSecurityGroups", describing("DescribeSecurityGroups", wire::groups));
        operations.put("RebootInstances", new QueryRpc.Served(wire::reboot, wire::rebooting));
        operations.put("AssociateAddress", new QueryRpc.Served(wire::associate, wire::associating));
        operations.put("DisassociateAddress", new QueryRpc.Served(wire::disassociate, wire::disassociating));
        return new QueryRpc("ec2", QueryRpc.Dialect.EC2, "http://ec2.amazonaws.com/doc/2016-11-15/", operations);
    }

    // --- Rights: "Actions, resources, and condition keys for Amazon EC2" (Service Authorization Reference)

    /** "Describe" actions know no resources. */
    private static QueryRpc.Served describing(String action, QueryRpc.Call call) {
        return new QueryRpc.Served(
                (request, parameters) -> {
                    refuseDryRun(parameters);
                    return call.answer(request, parameters);
                },
                (request, parameters) -> List.of(act(request, action, Act.ANY)));
    }

    private static Act act(WireRequest request, String action, String resource) {
        return Act.of("ec2:" + action, resource)
                .with("ec2:Region", request.region().id());
    }

    private String arn(WireRequest request, String resource) {
        return "arn:aws:ec2:" + request.region() + ":" + account + ":" + resource;
    }

    private static Act tagged(Act act, Map<String, String> tags) {
        Act whole = act;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            whole = whole.with("aws:ResourceTag/" + tag.getKey(), tag.getValue())
                    .with("ec2:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return whole;
    }

    private Act ofInstance(WireRequest request, String action, String id) {
        Act act = act(request, action, arn(request, "instance/" + id)).with("ec2:InstanceID", id);
        Optional<Ec2Instance> found = twins.of(request).running(id);
        return found.map(instance -> tagged(act, instance.tags())
                        .with("ec2:InstanceType", instance.type())
                        .with("ec2:AvailabilityZone", instance.zone()))
                .orElse(act);
    }

    private Act ofAddress(WireRequest request, String action, String allocation) {
        Act act = act(request, action, arn(request, "elastic-ip/" + allocation)).with("ec2:AllocationId", allocation);
        return twins.of(request)
                .address(allocation)
                .map(address -> tagged(act, address.tags())
                        .with("ec2:PublicIpAddress", address.ip())
                        .with("ec2:Domain", "vpc"))
                .orElse(act);
    }

    private List<Act> rebooting(WireRequest request, QueryRpc.Parameters parameters) {
        return listed(parameters, "InstanceId").stream()
                .map(id -> ofInstance(request, "RebootInstances", id))
                .toList();
    }

    private List<Act> associating(WireRequest request, QueryRpc.Parameters parameters) {
        return List.of(
                ofAddress(request, "AssociateAddress", parameters.text("AllocationId")),
                ofInstance(request, "AssociateAddress", parameters.text("InstanceId")));
    }

    private List<Act> disassociating(WireRequest request, QueryRpc.Parameters parameters) {
        Optional<ElasticAddress> address = associated(request, parameters.text("AssociationId"));
        return List.of(address.map(one -> ofAddress(request, "DisassociateAddress", one.allocation()))
                .orElse(act(request, "DisassociateAddress", arn(request, "elastic-ip/*"))));
    }

    private Optional<ElasticAddress> associated(WireRequest request, String association) {
        return twins
                .of(request)
                .addresses(List.of(), List.of(new Filter("association-id", List.of(association))))
                .stream()
                .findFirst();
    }

    // --- Parameters

    private static List<String> listed(QueryRpc.Parameters parameters, String name) {
        return parameters.form().entrySet().stream()
                .filter(one -> one.getKey().matches(Pattern.quote(name) + "\\.\\d{1,4}"))
                .flatMap(one -> one.getValue().stream())
                .sorted()
                .distinct()
                .toList();
    }

    private static List<Filter> filters(QueryRpc.Parameters parameters) {
        Map<String, String> names = new TreeMap<>();
        Map<String, List<String>> values = new HashMap<>();
        parameters.form().forEach((key, given) -> {
            Matcher part = FILTER.matcher(key);
            if (part.matches() && part.group(2).equals("Name")) {
                names.put(part.group(1), given.getFirst());
            } else if (part.matches()) {
                values.computeIfAbsent(part.group(1), any -> new ArrayList<>()).addAll(given);
            }
        });
        return names.entrySet().stream()
                .map(name -> new Filter(name.getValue(), values.getOrDefault(name.getKey(), List.of())))
                .toList();
    }

    private static boolean flag(QueryRpc.Parameters parameters, String name, boolean otherwise) {
        return switch (parameters.textOr(name, Boolean.toString(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new TwinError("InvalidParameterValue", 400, "Invalid value for " + name);
        };
    }

    /** "DryRunOperation" says that the rights, which were asked for before, are there ("Error codes"). */
    private static void refuseDryRun(QueryRpc.Parameters parameters) {
        if (flag(parameters, DRY_RUN, false)) {
            throw new TwinError("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
        }
    }

    /** A page of what was found: {@code NextToken} is where it goes on. */
    private static <T> Xml page(
            String list, QueryRpc.Parameters parameters, List<T> found, List<String> ids, Function<T, Xml> write) {
        String most = parameters.textOr("MaxResults", "");
        int size;
        int from;
        try {
            size = most.isEmpty() ? 1000 : Integer.parseInt(most);
            from = Integer.parseInt(parameters.textOr("NextToken", "0"));
        } catch (NumberFormatException e) {
            throw new TwinError("InvalidParameterValue", 400, "MaxResults or NextToken is not valid");
        }
        if (size < 5 || size > 1000 || from < 0 || from > found.size()) {
            throw new TwinError(
                    "InvalidParameterValue", 400, "Value ( " + most + " ) for parameter maxResults is invalid.");
        }
        if (!most.isEmpty() && !ids.isEmpty()) {
            throw new TwinError(
                    "InvalidParameterCombination",
                    400,
                    "The parameter maxResults cannot be used with the ids in the same request");
        }
        int to = Math.min(found.size(), from + size);
        Xml items = Xml.element(
                list, Xml.all(found.subList(from, to).stream().map(write).toList()));
        return to < found.size() ? Xml.all(items, Xml.text("nextToken", Integer.toString(to))) : items;
    }

    private static Xml item(Xml... inside) {
        return Xml.element("item", Xml.all(inside));
    }

    private static Xml tags(Map<String, String> tags) {
        return Xml.element(
                "tagSet",
                Xml.all(new TreeMap<>(tags)
                        .entrySet().stream()
                                .map(tag -> item(Xml.text("key", tag.getKey()), Xml.text("value", tag.getValue())))
                                .toList()));
    }

    // --- Instances

    private Xml instances(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("InstanceId", "Filter", "MaxResults", "NextToken", DRY_RUN);
        List<String> ids = listed(parameters, "InstanceId");
        Ec2Twin twin = twins.of(request);
        return page(
                "reservationSet",
                parameters,
                twin.instances(ids, filters(parameters)),
                ids,
                instance -> item(
                        Xml.text("reservationId", "r-" + instance.id().substring(2)),
                        Xml.text("ownerId", account),
                        Xml.element("groupSet", Xml.all()),
                        Xml.element("instancesSet", instance(twin, instance))));
    }

    private static Xml instance(Ec2Twin twin, Ec2Instance instance) {
        List<Xml> address =
                twin.addresses(List.of(), List.of(new Filter("instance-id", List.of(instance.id())))).stream()
                        .map(one -> Xml.text("ipAddress", one.ip()))
                        .toList();
        return item(
                Xml.text("instanceId", instance.id()),
                Xml.text("imageId", instance.image()),
                state("instanceState", instance),
                Xml.text("instanceType", instance.type()),
                Xml.text(
                        "launchTime",
                        instance.launched().truncatedTo(ChronoUnit.SECONDS).toString()),
                Xml.element(
                        "placement",
                        Xml.all(Xml.text("availabilityZone", instance.zone()), Xml.text("tenancy", "default"))),
                Xml.text("subnetId", instance.subnet()),
                Xml.text("vpcId", instance.vpc()),
                Xml.all(address),
                Xml.element(
                        "groupSet",
                        Xml.all(instance.groups().stream()
                                .map(id -> item(
                                        Xml.text("groupId", id),
                                        Xml.text(
                                                "groupName",
                                                twin.group(id)
                                                        .map(SecurityGroup::name)
                                                        .orElse(""))))
                                .toList())),
                tags(instance.tags()));
    }

    private static Xml state(String name, Ec2Instance instance) {
        return Xml.element(
                name,
                Xml.all(
                        Xml.text("code", Integer.toString(instance.state().code())),
                        Xml.text("name", instance.state().label())));
    }

    private Xml statuses(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("InstanceId", "Filter", "MaxResults", "NextToken", "IncludeAllInstances", DRY_RUN);
        List<String> ids = listed(parameters, "InstanceId");
        List<Map.Entry<Ec2Instance, Checks>> found = twins
                .of(request)
                .statuses(ids, filters(parameters), flag(parameters, "IncludeAllInstances", false))
                .entrySet()
                .stream()
                .sorted(Comparator.comparing(one -> one.getKey().id()))
                .toList();
        return page(
                "instanceStatusSet",
                parameters,
                found,
                ids,
                one -> item(
                        Xml.text("instanceId", one.getKey().id()),
                        Xml.text("availabilityZone", one.getKey().zone()),
                        state("instanceState", one.getKey()),
                        check("systemStatus", one.getValue().system()),
                        check("instanceStatus", one.getValue().instance())));
    }

    private static Xml check(String name, Checks.Check check) {
        List<Xml> details = check == Checks.Check.NOT_APPLICABLE
                ? List.of()
                : List.of(Xml.element(
                        "details", item(Xml.text("name", "reachability"), Xml.text("status", check.reachability()))));
        return Xml.element(name, Xml.all(Xml.text("status", check.label()), Xml.all(details)));
    }

    private Xml reboot(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("InstanceId", DRY_RUN);
        List<String> ids = listed(parameters, "InstanceId");
        if (ids.isEmpty()) {
            throw new TwinError("MissingParameter", 400, "The request must contain the parameter InstanceId");
        }
        refuseDryRun(parameters);
        twins.of(request).reboot(ids);
        return Xml.text("return", "true");
    }

    // --- Addresses

    private Xml addresses(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("AllocationId", "PublicIp", "Filter", DRY_RUN);
        List<Filter> filters = new ArrayList<>(filters(parameters));
        List<String> ips = listed(parameters, "PublicIp");
        if (!ips.isEmpty()) {
            filters.add(new Filter("public-ip", ips));
        }
        return Xml.element(
                "addressesSet",
                Xml.all(twins.of(request).addresses(listed(parameters, "AllocationId"), filters).stream()
                        .map(Ec2Wire::address)
                        .toList()));
    }

    private static Xml address(ElasticAddress address) {
        return item(
                Xml.text("publicIp", address.ip()),
                Xml.text("allocationId", address.allocation()),
                Xml.text("domain", "vpc"),
                Xml.all(address.association().stream()
                        .flatMap(one -> Stream.of(
                                Xml.text("associationId", one.id()),
                                Xml.text("instanceId", one.instance()),
                                Xml.text("networkInterfaceId", one.networkInterface())))
                        .toList()),
                tags(address.tags()));
    }

    private Xml associate(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("AllocationId", "InstanceId", "AllowReassociation", DRY_RUN);
        refuseDryRun(parameters);
        String id = twins.of(request)
                .associate(
                        parameters.text("AllocationId"),
                        parameters.text("InstanceId"),
                        flag(parameters, "AllowReassociation", true));
        return Xml.all(Xml.text("return", "true"), Xml.text("associationId", id));
    }

    private Xml disassociate(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("AssociationId", DRY_RUN);
        refuseDryRun(parameters);
        twins.of(request).disassociate(parameters.text("AssociationId"));
        return Xml.text("return", "true");
    }

    // --- Security groups

    private Xml groups(WireRequest request, QueryRpc.Parameters parameters) {
        parameters.only("GroupId", "Filter", "MaxResults", "NextToken", DRY_RUN);
        List<String> ids = listed(parameters, "GroupId");
        return page(
                "securityGroupInfo",
                parameters,
                twins.of(request).groups(ids, filters(parameters)),
                List.of(),
                group -> item(
                        Xml.text("ownerId", account),
                        Xml.text("groupId", group.id()),
                        Xml.text("groupName", group.name()),
                        Xml.text("groupDescription", group.description()),
                        Xml.text("vpcId", group.vpc()),
                        permissions("ipPermissions", group.ingress()),
                        permissions("ipPermissionsEgress", egress(group)),
                        tags(group.tags())));
    }

    /** "By default, a security group includes an outbound rule that allows all outbound traffic" (VPC User Guide). */
    private static List<SecurityGroup.Rule> egress(SecurityGroup group) {
        return group.egress().isEmpty()
                ? List.of(new SecurityGroup.Rule("-1", -1, -1, SecurityGroup.ANYWHERE, ""))
                : group.egress();
    }

    /** Rules of the same protocol and ports are one permission with several peers. */
    private Xml permissions(String name, List<SecurityGroup.Rule> rules) {
        Map<String, List<SecurityGroup.Rule>> alike = new TreeMap<>();
        rules.forEach(rule -> alike.computeIfAbsent(
                        rule.protocol() + " " + rule.from() + " " + rule.to(), any -> new ArrayList<>())
                .add(rule));
        return Xml.element(
                name, Xml.all(alike.values().stream().map(this::permission).toList()));
    }

    private Xml permission(List<SecurityGroup.Rule> rules) {
        SecurityGroup.Rule first = rules.getFirst();
        List<Xml> range = first.protocol().equals("-1")
                ? List.of()
                : List.of(
                        Xml.text("fromPort", Long.toString(ports.applyAsLong(first.from()))),
                        Xml.text("toPort", Long.toString(ports.applyAsLong(first.to()))));
        return item(
                Xml.text("ipProtocol", first.protocol()),
                Xml.all(range),
                peers(
                        "groups",
                        rules,
                        "sg-",
                        (rule, description) ->
                                Xml.all(Xml.text("userId", account), Xml.text("groupId", rule.peer()), description)),
                peers(
                        "ipRanges",
                        rules,
                        ".",
                        (rule, description) -> Xml.all(Xml.text("cidrIp", rule.peer()), description)),
                peers(
                        "ipv6Ranges",
                        rules,
                        ":",
                        (rule, description) -> Xml.all(Xml.text("cidrIpv6", rule.peer()), description)),
                peers(
                        "prefixListIds",
                        rules,
                        "pl-",
                        (rule, description) -> Xml.all(Xml.text("prefixListId", rule.peer()), description)));
    }

    /** The peers of one kind, told by what only that kind's have. */
    private static Xml peers(
            String name, List<SecurityGroup.Rule> rules, String mark, BiFunction<SecurityGroup.Rule, Xml, Xml> write) {
        return Xml.element(
                name,
                Xml.all(rules.stream()
                        .filter(rule -> rule.peer().contains(mark))
                        .map(rule -> item(write.apply(
                                rule,
                                rule.description().isEmpty()
                                        ? Xml.all()
                                        : Xml.text("description", rule.description()))))
                        .toList()));
    }
}
