package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.regent.lab.cloud.Network.Route;
import io.regent.lab.cloud.Network.Subnet;
import io.regent.lab.cloud.Network.Vpc;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.ec2.Ec2Twin;
import io.regent.lab.twin.ec2.SecurityGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
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
        kinds.put(
                "AWS::EC2::SecurityGroup",
                Kind.of(this::group, (resource, made) -> ec2(resource).remove(made.ref())));
        kinds.put("AWS::EC2::SecurityGroupIngress", Kind.of(this::ingress, this::revoke));
        kinds.put("AWS::EC2::SecurityGroupEgress", Kind.of(this::egress, this::revoke));
        kinds.put("AWS::EC2::VPCEndpoint", Kind.passive(this::endpoint));
        return kinds;
    }

    private Kind stored(Function<Resource, Made> put, Function<Network, Network.Things<?>> things) {
        return Kind.of(put, (resource, made) -> things.apply(network(resource)).remove(made.ref()));
    }

    private Network network(Resource resource) {
        return account.in(resource.stack().region()).network();
    }

    private Ec2Twin ec2(Resource resource) {
        return account.in(resource.stack().region()).ec2();
    }

    /** A property that has to name something that stands. */
    static String require(Properties properties, String name, Network.Things<?> things) {
        return require(properties, name, id -> things.find(id).isPresent());
    }

    /** A property that has to name something that stands. */
    static String require(Properties properties, String name, Predicate<String> stands) {
        String id = properties.text(name);
        if (!stands.test(id)) {
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
        ec2(resource)
                .put(new SecurityGroup(
                        defaultGroup, "default", "default VPC security group", id, Map.of(), List.of(), List.of()));
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
        String zone = Reading.zone(properties, resource.stack().region());
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
        String description = Reading.form(properties, "GroupDescription", DESCRIPTION);
        String name = properties.textOr("GroupName", Names.of(resource, 255));
        String id = Names.id("sg", resource);
        List<SecurityGroup.Rule> ingress = new ArrayList<>();
        for (Properties rule : properties.sections("SecurityGroupIngress")) {
            ingress.add(rule(resource, rule, true));
        }
        List<SecurityGroup.Rule> egress = new ArrayList<>();
        for (Properties rule : properties.sections("SecurityGroupEgress")) {
            egress.add(rule(resource, rule, false));
        }
        Map<String, String> tags = Reading.tags(properties);
        properties.done();
        ec2(resource).put(new SecurityGroup(id, name, description, vpc, tags, ingress, egress));
        return Made.of(id).with("GroupId", id).with("Id", id).with("VpcId", vpc).with("GroupName", name);
    }

    private Made ingress(Resource resource) {
        return added(resource, true);
    }

    private Made egress(Resource resource) {
        return added(resource, false);
    }

    private Made added(Resource resource, boolean in) {
        Properties properties = resource.properties();
        String group = require(properties, "GroupId", standing(resource));
        SecurityGroup.Rule rule = rule(resource, properties, in);
        properties.done();
        String id = Names.id("sgr", resource);
        ec2(resource).authorize(group, id, in, rule);
        return Made.of(id).with("Id", id);
    }

    private void revoke(Resource resource, Made made) {
        ec2(resource).revoke(made.ref());
    }

    private Predicate<String> standing(Resource resource) {
        return id -> ec2(resource).group(id).isPresent();
    }

    /** A rule names one peer: a block, a group, or a list of blocks that AWS manages. */
    private SecurityGroup.Rule rule(Resource resource, Properties rule, boolean in) {
        String protocol = Reading.choice(rule, "IpProtocol", "tcp", "udp", "icmp", "icmpv6", "-1");
        long from = rule.numberOr("FromPort", -1);
        long to = rule.numberOr("ToPort", -1);
        if ((protocol.equals("tcp") || protocol.equals("udp")) && (from < 0 || to < from || to > 65_535)) {
            throw Reading.wrong(rule, "ToPort", "ports from 0 to 65535, FromPort not above ToPort");
        }
        String description = Reading.formOr(rule, "Description", "", DESCRIPTION);
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
            peers.add(require(rule, otherGroup, standing(resource)));
        }
        if (rule.has(list)) {
            peers.add(Reading.form(rule, list, PREFIX_LIST));
        }
        if (peers.size() != 1) {
            throw new Unsupported(
                    rule.path(),
                    "expected one of CidrIp, CidrIpv6, " + otherGroup + " and " + list + ", found " + peers);
        }
        return new SecurityGroup.Rule(protocol, from, to, peers.getFirst(), description);
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
