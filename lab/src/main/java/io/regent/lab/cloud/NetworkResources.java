package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.lab.cloud.Network.Group;
import io.regent.lab.cloud.Network.Opening;
import io.regent.lab.cloud.Network.Route;
import io.regent.lab.cloud.Network.Subnet;
import io.regent.lab.cloud.Network.Vpc;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Amazon VPC: networks, gateways, routes and security groups. */
final class NetworkResources {
    /** "Security group rules", VPC User Guide. */
    private static final Pattern DESCRIPTION = Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");

    private static final Pattern PREFIX_LIST = Pattern.compile("pl-[0-9a-f]+");

    private final Account account;
    private final Adjustments adjustments;

    NetworkResources(Account account, Adjustments adjustments) {
        this.account = account;
        this.adjustments = adjustments;
    }

    Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        kinds.put("AWS::EC2::VPC", stored(this::vpc, network -> network.vpcs));
        kinds.put("AWS::EC2::VPCCidrBlock", Kind.passive(this::block));
        kinds.put("AWS::EC2::Subnet", stored(this::subnet, network -> network.subnets));
        kinds.put("AWS::EC2::InternetGateway", stored(this::gateway, network -> network.gateways));
        kinds.put("AWS::EC2::VPCGatewayAttachment", Kind.of(this::attachment, this::detach));
        kinds.put("AWS::EC2::RouteTable", stored(this::table, network -> network.tables));
        kinds.put("AWS::EC2::Route", stored(this::route, network -> network.routes));
        kinds.put("AWS::EC2::SubnetRouteTableAssociation", Kind.of(this::association, this::dissociate));
        kinds.put("AWS::EC2::SecurityGroup", stored(this::group, network -> network.groups));
        kinds.put("AWS::EC2::SecurityGroupIngress", stored(this::ingress, network -> network.openings));
        kinds.put("AWS::EC2::SecurityGroupEgress", stored(this::egress, network -> network.openings));
        kinds.put("AWS::EC2::VPCEndpoint", Kind.passive(this::endpoint));
        return kinds;
    }

    private Kind stored(Function<Resource, Made> put, Function<Network, Network.Things<?>> things) {
        return Kind.of(put, (resource, made) -> things.apply(network(resource)).remove(made.ref()));
    }

    private Network network(Resource resource) {
        return account.in(resource.stack().region()).network();
    }

    /** A property that has to name something that stands. */
    static String require(Properties properties, String name, Network.Things<?> things) {
        String id = properties.text(name);
        if (things.find(id).isEmpty()) {
            throw Reading.wrong(properties, name, "the id of one that stands");
        }
        return id;
    }

    private Made vpc(Resource resource) {
        Properties properties = resource.properties();
        String cidr = Blocks.v4(properties, "CidrBlock");
        properties.flagOr("EnableDnsSupport", true);
        properties.flagOr("EnableDnsHostnames", false);
        Reading.choiceOr(properties, "InstanceTenancy", "default", "default");
        Reading.tags(properties);
        properties.done();
        String id = Names.id("vpc", resource);
        network(resource).vpcs.put(id, new Vpc(cidr));
        // Every VPC is born with a security group; it lets in nothing but its own members.
        String defaultGroup = Names.id("sg", resource);
        network(resource).groups.put(defaultGroup, new Group(id, List.of(), List.of()));
        String range = adjustments.ipv6(resource.stack().region()).replaceFirst("::.*", ":100::/56");
        return Made.of(id)
                .with("VpcId", id)
                .with("CidrBlock", cidr)
                .with("DefaultSecurityGroup", defaultGroup)
                .with("Ipv6CidrBlocks", JsonNodeFactory.instance.arrayNode().add(range));
    }

    private Made block(Resource resource) {
        Properties properties = resource.properties();
        String vpc = require(properties, "VpcId", network(resource).vpcs);
        if (!properties.flag("AmazonProvidedIpv6CidrBlock")) {
            throw Reading.wrong(properties, "AmazonProvidedIpv6CidrBlock", "true");
        }
        properties.done();
        return Made.of("vpc-cidr-assoc-" + vpc.substring(4)).with("Id", vpc);
    }

    private Made subnet(Resource resource) {
        Properties properties = resource.properties();
        String vpc = require(properties, "VpcId", network(resource).vpcs);
        Blocks.v4(properties, "CidrBlock");
        if (properties.has("Ipv6CidrBlock")) {
            Blocks.v6(properties, "Ipv6CidrBlock");
        }
        String zone = properties.text("AvailabilityZone");
        if (!zone.startsWith(resource.stack().region().id())) {
            throw Reading.wrong(
                    properties,
                    "AvailabilityZone",
                    "a zone of " + resource.stack().region());
        }
        properties.flagOr("MapPublicIpOnLaunch", false);
        properties.flagOr("AssignIpv6AddressOnCreation", false);
        Reading.tags(properties);
        properties.done();
        String id = Names.id("subnet", resource);
        network(resource).subnets.put(id, new Subnet(vpc, zone));
        return Made.of(id).with("SubnetId", id).with("VpcId", vpc).with("AvailabilityZone", zone);
    }

    private Made gateway(Resource resource) {
        Reading.tags(resource.properties());
        resource.properties().done();
        String id = Names.id("igw", resource);
        Network network = network(resource);
        network.gateways.put(id, network.gateways.find(id).orElse(""));
        return Made.of(id).with("InternetGatewayId", id);
    }

    private Made attachment(Resource resource) {
        Properties properties = resource.properties();
        String vpc = require(properties, "VpcId", network(resource).vpcs);
        String gateway = require(properties, "InternetGatewayId", network(resource).gateways);
        properties.done();
        network(resource).gateways.put(gateway, vpc);
        return Made.of("IGW|" + vpc);
    }

    private void detach(Resource resource, Made made) {
        network(resource).gateways.put(resource.properties().text("InternetGatewayId"), "");
    }

    private Made table(Resource resource) {
        Properties properties = resource.properties();
        String vpc = require(properties, "VpcId", network(resource).vpcs);
        Reading.tags(properties);
        properties.done();
        String id = Names.id("rtb", resource);
        network(resource).tables.put(id, vpc);
        return Made.of(id).with("RouteTableId", id);
    }

    private Made route(Resource resource) {
        Properties properties = resource.properties();
        String table = require(properties, "RouteTableId", network(resource).tables);
        boolean six = properties.has("DestinationIpv6CidrBlock");
        if (six == properties.has("DestinationCidrBlock")) {
            throw new Unsupported(
                    properties.path(), "expected one of DestinationCidrBlock and DestinationIpv6CidrBlock");
        }
        String destination =
                six ? Blocks.v6(properties, "DestinationIpv6CidrBlock") : Blocks.v4(properties, "DestinationCidrBlock");
        String gateway = require(properties, "GatewayId", network(resource).gateways);
        properties.done();
        // "DependsOn" of the attachment is the template's business: without it AWS refuses the route.
        if (network(resource).gateways.find(gateway).orElse("").isEmpty()) {
            throw Reading.wrong(properties, "GatewayId", "a gateway that is attached to a VPC by now");
        }
        String id = table + "|" + destination;
        network(resource).routes.put(id, new Route(table, destination, gateway));
        return Made.of(id);
    }

    private Made association(Resource resource) {
        Properties properties = resource.properties();
        String subnet = require(properties, "SubnetId", network(resource).subnets);
        String table = require(properties, "RouteTableId", network(resource).tables);
        properties.done();
        network(resource).associations.put(subnet, table);
        return Made.of(Names.id("rtbassoc", resource));
    }

    private void dissociate(Resource resource, Made made) {
        network(resource).associations.remove(resource.properties().text("SubnetId"));
    }

    private Made group(Resource resource) {
        Properties properties = resource.properties();
        String vpc = require(properties, "VpcId", network(resource).vpcs);
        Reading.form(properties, "GroupDescription", DESCRIPTION);
        String name = properties.textOr("GroupName", Names.of(resource, 255));
        String id = Names.id("sg", resource);
        List<Opening> ingress = new ArrayList<>();
        for (Properties rule : properties.sections("SecurityGroupIngress")) {
            ingress.add(opening(resource, rule, id, true));
        }
        List<Opening> egress = new ArrayList<>();
        for (Properties rule : properties.sections("SecurityGroupEgress")) {
            egress.add(opening(resource, rule, id, false));
        }
        Reading.tags(properties);
        properties.done();
        network(resource).groups.put(id, new Group(vpc, ingress, egress));
        return Made.of(id).with("GroupId", id).with("Id", id).with("VpcId", vpc).with("GroupName", name);
    }

    private Made ingress(Resource resource) {
        return rule(resource, true);
    }

    private Made egress(Resource resource) {
        return rule(resource, false);
    }

    private Made rule(Resource resource, boolean in) {
        Properties properties = resource.properties();
        String group = require(properties, "GroupId", network(resource).groups);
        Opening opening = opening(resource, properties, group, in);
        properties.done();
        String id = Names.id("sgr", resource);
        network(resource).openings.put(id, opening);
        return Made.of(id).with("Id", id);
    }

    /** A rule names one peer: a block, a group, or a list of blocks that AWS manages. */
    private Opening opening(Resource resource, Properties rule, String group, boolean in) {
        String protocol = Reading.choice(rule, "IpProtocol", "tcp", "udp", "icmp", "icmpv6", "-1");
        long from = rule.numberOr("FromPort", -1);
        long to = rule.numberOr("ToPort", -1);
        if ((protocol.equals("tcp") || protocol.equals("udp")) && (from < 0 || to < from || to > 65_535)) {
            throw Reading.wrong(rule, "ToPort", "ports from 0 to 65535, FromPort not above ToPort");
        }
        Reading.formOr(rule, "Description", "", DESCRIPTION);
        String otherGroup = in ? "SourceSecurityGroupId" : "DestinationSecurityGroupId";
        String list = in ? "SourcePrefixListId" : "DestinationPrefixListId";
        List<String> peers = new ArrayList<>();
        if (rule.has("CidrIp")) {
            peers.add(Blocks.v4(rule, "CidrIp"));
        }
        if (rule.has("CidrIpv6")) {
            peers.add(Blocks.v6(rule, "CidrIpv6"));
        }
        if (rule.has(otherGroup)) {
            peers.add(require(rule, otherGroup, network(resource).groups));
        }
        if (rule.has(list)) {
            peers.add(Reading.form(rule, list, PREFIX_LIST));
        }
        if (peers.size() != 1) {
            throw new Unsupported(
                    rule.path(),
                    "expected one of CidrIp, CidrIpv6, " + otherGroup + " and " + list + ", found " + peers);
        }
        return new Opening(group, in, protocol, from, to, peers.getFirst());
    }

    private Made endpoint(Resource resource) {
        Properties properties = resource.properties();
        require(properties, "VpcId", network(resource).vpcs);
        Reading.choice(properties, "VpcEndpointType", "Gateway");
        String service = "com.amazonaws." + resource.stack().region() + ".s3";
        Reading.choice(properties, "ServiceName", service);
        properties.texts("RouteTableIds").forEach(table -> {
            if (network(resource).tables.find(table).isEmpty()) {
                throw Reading.wrong(properties, "RouteTableIds", "route tables that stand");
            }
        });
        String id = Names.id("vpce", resource);
        if (properties.has("PolicyDocument")) {
            Policies.ofResource(properties, "PolicyDocument", id);
        }
        Reading.tags(properties);
        properties.done();
        return Made.of(id);
    }
}
