package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.ec2.Ec2Instance;
import io.regent.lab.twin.ec2.Ec2Twin;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Amazon EC2: instances, what they are launched from, and Elastic IP addresses. */
final class InstanceResources {
    private static final Pattern IMAGE = Pattern.compile("ami-[0-9a-f]{8,17}");
    private static final Pattern TYPE = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+");
    private static final Pattern DEVICE = Pattern.compile("/dev/[a-z0-9]+");

    /** "User data is limited to 16 KB, in raw form" (EC2 User Guide). */
    private static final int MOST_USER_DATA = 16 * 1024;

    private static final String TEMPLATE = "AWS::EC2::LaunchTemplate";

    private final Account account;
    private final Adjustments adjustments;
    private final RoleResources roles;

    InstanceResources(Account account, Adjustments adjustments) {
        this.account = account;
        this.adjustments = adjustments;
        this.roles = new RoleResources(account);
    }

    Map<String, Kind> kinds() {
        Map<String, Kind> kinds = new HashMap<>();
        kinds.put(
                "AWS::EC2::Instance",
                Kind.of(this::instance, (resource, made) -> ec2(resource).terminate(made.ref())));
        kinds.put(
                TEMPLATE,
                Kind.of(
                        this::template,
                        (resource, made) -> region(resource).shelf().remove(TEMPLATE, made.ref())));
        kinds.put("AWS::EC2::Volume", Kind.passive(this::volume));
        kinds.put("AWS::EC2::EIP", Kind.of(this::address, this::release));
        kinds.put("AWS::EC2::EIPAssociation", Kind.of(this::association, this::dissociate));
        return kinds;
    }

    private RegionTwin region(Resource resource) {
        return account.in(resource.stack().region());
    }

    private Network network(Resource resource) {
        return region(resource).network();
    }

    private Ec2Twin ec2(Resource resource) {
        return region(resource).ec2();
    }

    private Made instance(Resource resource) {
        Properties properties = resource.properties();
        launch(properties);
        properties.findSection("LaunchTemplate").ifPresent(named -> {
            String template = named.text("LaunchTemplateId");
            named.text("Version");
            if (!region(resource).shelf().has(TEMPLATE, template)) {
                throw Reading.wrong(named, "LaunchTemplateId", "a launch template that there is");
            }
        });
        String subnet;
        List<String> groups = new ArrayList<>();
        List<Properties> interfaces = properties.sections("NetworkInterfaces");
        if (interfaces.isEmpty()) {
            subnet = NetworkResources.require(properties, "SubnetId", network(resource).subnets);
            groups.addAll(groups(resource, properties, "SecurityGroupIds"));
            properties.numberOr("Ipv6AddressCount", 0);
        } else {
            Properties first = interfaces.getFirst();
            if (interfaces.size() > 1 || first.number("DeviceIndex") != 0) {
                throw new Unsupported(first.path(), "expected one network interface, with DeviceIndex 0");
            }
            subnet = NetworkResources.require(first, "SubnetId", network(resource).subnets);
            groups.addAll(groups(resource, first, "GroupSet"));
            first.flagOr("AssociatePublicIpAddress", false);
            first.flagOr("DeleteOnTermination", true);
            first.numberOr("Ipv6AddressCount", 0);
            first.textOr("Description", "");
        }
        properties.flagOr("DisableApiTermination", false);
        properties.flagOr("PropagateTagsToVolumeOnCreation", false);
        Reading.choiceOr(properties, "InstanceInitiatedShutdownBehavior", "stop", "stop", "terminate");
        Map<String, String> tags = Reading.tags(properties);
        String image = properties.textOr("ImageId", "");
        String type = properties.textOr("InstanceType", "");
        properties.done();
        String id = Names.id("i", resource);
        Network.Subnet stands = network(resource).subnets.find(subnet).orElseThrow();
        String zone = stands.zone();
        ec2(resource)
                .launch(new Ec2Instance(
                        id,
                        image,
                        type,
                        subnet,
                        stands.vpc(),
                        zone,
                        groups,
                        tags,
                        Ec2Instance.State.RUNNING,
                        Instant.EPOCH));
        return Made.of(id)
                .with("InstanceId", id)
                .with("AvailabilityZone", zone)
                .with("PublicIp", adjustments.ipv4(resource.stack().region()));
    }

    private List<String> groups(Resource resource, Properties properties, String name) {
        List<String> groups = properties.texts(name);
        if (groups.isEmpty()
                || groups.stream().anyMatch(id -> ec2(resource).group(id).isEmpty())) {
            throw Reading.wrong(properties, name, "security groups that stand");
        }
        return groups;
    }

    private Made template(Resource resource) {
        Properties properties = resource.properties();
        properties.textOr("LaunchTemplateName", "");
        Properties data = properties.section("LaunchTemplateData");
        launch(data);
        if (data.has("SecurityGroupIds")) {
            groups(resource, data, "SecurityGroupIds");
        }
        for (Properties tagged : data.sections("TagSpecifications")) {
            tagged.text("ResourceType");
            Reading.tags(tagged);
        }
        for (Properties tagged : properties.sections("TagSpecifications")) {
            tagged.text("ResourceType");
            Reading.tags(tagged);
        }
        properties.done();
        String id = Names.id("lt", resource);
        region(resource).shelf().put(TEMPLATE, id, properties.node());
        return Made.of(id)
                .with("LaunchTemplateId", id)
                .with("LatestVersionNumber", "1")
                .with("DefaultVersionNumber", "1");
    }

    /** What an instance and a launch template may both say. */
    private void launch(Properties properties) {
        Reading.formOr(properties, "ImageId", "", IMAGE);
        Reading.formOr(properties, "InstanceType", "", TYPE);
        if (properties.has("UserData")) {
            userData(properties);
        }
        if (properties.node().path("IamInstanceProfile").isObject()) {
            Properties profile = properties.section("IamInstanceProfile");
            roles.requireProfile(profile, profile.has("Arn") ? "Arn" : "Name");
        } else if (properties.has("IamInstanceProfile")) {
            roles.requireProfile(properties, "IamInstanceProfile");
        }
        for (Properties device : properties.sections("BlockDeviceMappings")) {
            Reading.form(device, "DeviceName", DEVICE);
            Properties volume = device.section("Ebs");
            volume.flagOr("Encrypted", false);
            volume.flagOr("DeleteOnTermination", true);
            Reading.within(volume, "VolumeSize", 8, 1, 16_384);
            Reading.choiceOr(volume, "VolumeType", "gp3", "gp2", "gp3", "io1", "io2", "st1", "sc1", "standard");
            volume.numberOr("Iops", 3000);
            volume.numberOr("Throughput", 125);
            volume.textOr("KmsKeyId", "");
            volume.textOr("SnapshotId", "");
        }
        properties.findSection("MetadataOptions").ifPresent(options -> {
            Reading.choiceOr(options, "HttpTokens", "optional", "optional", "required");
            Reading.choiceOr(options, "HttpEndpoint", "enabled", "enabled", "disabled");
            Reading.choiceOr(options, "HttpProtocolIpv6", "disabled", "enabled", "disabled");
            Reading.choiceOr(options, "InstanceMetadataTags", "disabled", "enabled", "disabled");
            Reading.within(options, "HttpPutResponseHopLimit", 1, 1, 64);
        });
        if (properties.node().path("Monitoring").isObject()) {
            properties.section("Monitoring").flagOr("Enabled", false);
        } else {
            properties.flagOr("Monitoring", false);
        }
        properties
                .findSection("CreditSpecification")
                .ifPresent(credit -> Reading.choice(
                        credit, credit.has("CPUCredits") ? "CPUCredits" : "CpuCredits", "standard", "unlimited"));
        properties.flagOr("EbsOptimized", true);
    }

    private Made volume(Resource resource) {
        Properties properties = resource.properties();
        Reading.zone(properties, resource.stack().region());
        Reading.choiceOr(properties, "VolumeType", "gp3", "gp2", "gp3", "io1", "io2", "st1", "sc1");
        Reading.within(properties, "Size", 8, 1, 16_384);
        properties.flagOr("Encrypted", false);
        properties.textOr("KmsKeyId", "");
        Reading.tags(properties);
        properties.done();
        String id = Names.id("vol", resource);
        return Made.of(id).with("VolumeId", id);
    }

    private static void userData(Properties properties) {
        try {
            byte[] script = Base64.getDecoder().decode(properties.text("UserData"));
            String text = new String(script, StandardCharsets.UTF_8);
            if (script.length > MOST_USER_DATA || !(text.startsWith("#!") || text.startsWith("#cloud-config"))) {
                throw new Unsupported(
                        properties.path() + ".UserData",
                        "expected a script of at most 16 KB, found " + script.length + " bytes");
            }
        } catch (IllegalArgumentException e) {
            throw new Unsupported(properties.path() + ".UserData", "expected Base64: " + e.getMessage());
        }
    }

    /** There is one public address for each region of the lab; it is everything that its Elastic IP can be. */
    private Made address(Resource resource) {
        Properties properties = resource.properties();
        Reading.choiceOr(properties, "Domain", "vpc", "vpc");
        String instance = properties.has("InstanceId") ? requireInstance(resource, properties) : "";
        Map<String, String> tags = Reading.tags(properties);
        properties.done();
        String allocation = Names.id("eipalloc", resource);
        String ip = adjustments.ipv4(resource.stack().region());
        ec2(resource).allocate(allocation, ip, tags);
        if (!instance.isEmpty()) {
            ec2(resource).place(allocation, instance);
        }
        return Made.of(ip).with("AllocationId", allocation).with("PublicIp", ip);
    }

    private String requireInstance(Resource resource, Properties properties) {
        return NetworkResources.require(
                properties, "InstanceId", id -> ec2(resource).running(id).isPresent());
    }

    private void release(Resource resource, Made made) {
        ec2(resource).release(Names.id("eipalloc", resource));
    }

    private Made association(Resource resource) {
        Properties properties = resource.properties();
        String allocation = NetworkResources.require(
                properties, "AllocationId", id -> ec2(resource).address(id).isPresent());
        String instance = requireInstance(resource, properties);
        properties.done();
        ec2(resource).place(allocation, instance);
        return Made.of(Names.id("eipassoc", resource));
    }

    private void dissociate(Resource resource, Made made) {
        ec2(resource).place(resource.properties().text("AllocationId"), "");
    }
}
