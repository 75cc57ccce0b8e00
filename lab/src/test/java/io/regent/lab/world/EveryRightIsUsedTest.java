package io.regent.lab.world;

import static io.regent.lab.world.World.IRELAND;
import static io.regent.lab.world.World.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;

import io.regent.fleet.Region;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.iam.Act;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.iam.Role;
import io.regent.lab.twin.iam.Usage;
import io.regent.lab.twin.route53.Route53Settings;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * No statement of the templates stands there in vain: each action that one lists is needed by the functions on a stage,
 * by what starts and tells them in virtual time, or by what the lab has no part for and this test does in its place.
 */
@Timeout(300)
class EveryRightIsUsedTest {
    /** What was used, without what differs between regions. */
    private static final SortedSet<String> USED = new TreeSet<>();

    /** What stood there unused somewhere, alike. */
    private static final SortedSet<String> UNUSED = new TreeSet<>();

    @BeforeAll
    static void useWhatCanBeUsed() throws Exception {
        Templates templates = Templates.ofRepository();
        for (Consumer<Paper> check : TemplateChecks.all().values()) {
            Paper paper = new Paper(templates).deployed();
            check.accept(paper);
            count(paper.account.access());
        }
        count(theFunctionsThemselves(templates));
        count(whatPeopleAskFor(templates));
        count(theRegistryOnItsVolume(templates));
        count(theRegistryInItsBucket(templates));
    }

    @Test
    void everyRightOfTheTemplatesIsUsed() {
        assertThat(neverUsed(UNUSED)).isEmpty();
    }

    @Test
    void aRightTooManyIsNamed() {
        String piece = "Action: cloudwatch:GetMetricData\n";
        Templates wider = Templates.ofRepository()
                .but("template.yaml", piece, "Action: [cloudwatch:GetMetricData, cloudwatch:ListMetrics]\n");
        SortedSet<String> standing = new TreeSet<>();
        new Paper(wider).deployed().account.access().usage().unused().forEach(right -> standing.add(anywhere(right)));

        assertThat(neverUsed(standing))
                .containsExactly(
                        "role regent-FailoverRole, policy failover, statement ReadVerdicts: cloudwatch:ListMetrics");
    }

    private static SortedSet<String> neverUsed(SortedSet<String> rights) {
        SortedSet<String> left = new TreeSet<>(rights);
        left.removeAll(USED);
        return left;
    }

    private static void count(Access access) {
        access.usage().used().forEach(right -> USED.add(anywhere(right)));
        access.usage().unused().forEach(right -> UNUSED.add(anywhere(right)));
    }

    /** A right without the ids and regions in its names. */
    private static String anywhere(Usage.Right right) {
        return right.toString()
                .replaceAll("-[0-9A-F]{12}\\b", "")
                .replaceAll("key/[0-9a-f-]{36}", "key")
                .replaceAll("eu-west-1|ap-south-1", "REGION");
    }

    /** A registry dies during a session of probes, is drained, and is well again. */
    private static Access theFunctionsThemselves(Templates templates) throws IOException {
        Route53Settings quick = Route53Settings.documented()
                .withPropagation(Duration.ofMillis(20))
                .withRate(100_000, 100_000);
        InstantSource clock = InstantSource.system();
        try (Stage stage = Stage.open(templates, quick, UnaryOperator.identity(), clock)) {
            stage.deploy(stage.document());
            stage.failover(IRELAND, "{\"by\": \"hand\"}");
            stage.registry(IRELAND).kill();
            for (Region region : List.of(IRELAND, MUMBAI)) {
                stage.probe(region, "{\"source\": \"regent.schedule\", \"time\": \"" + clock.instant() + "\"}");
            }
            stage.failover(MUMBAI, "{\"by\": \"hand\"}");
            assertThat(stage.refusals()).isEmpty();
            return stage.access();
        }
    }

    /** Whatever looks and whatever acts, each asked for what its rights are for. */
    private static Access whatPeopleAskFor(Templates templates) throws Exception {
        Route53Settings quick = Route53Settings.documented()
                .withPropagation(Duration.ofMillis(20))
                .withRate(100_000, 100_000);
        InstantSource clock = InstantSource.system();
        try (Stage stage = Stage.open(templates, quick, UnaryOperator.identity(), clock)) {
            stage.deploy(stage.document());
            stage.failover(IRELAND, "{\"by\": \"hand\"}");
            // The schedule's, and an event of a controller's.
            stage.look(IRELAND, "{\"source\": \"regent.schedule\", \"time\": \"" + clock.instant() + "\"}");
            stage.look(IRELAND, "{\"action\": \"preflight\"}");
            stage.look(
                    IRELAND,
                    "{\"source\": \"regent\", \"detail-type\": \"Failover decided\", \"time\": \""
                            + clock.instant() + "\", \"detail\": {\"service\": \"" + World.SERVICE
                            + "\", \"startedAt\": \"" + clock.instant() + "\", \"drill\": false,"
                            + " \"rulings\": [{\"endpoint\": \"eu-west-1\", \"rule\": \"drain\", \"ruling\": \"drain\"}]}}");
            stage.drill(IRELAND, "{\"action\": \"preflight\"}");
            stage.drill(IRELAND, "{\"action\": \"status\"}");
            stage.drill(IRELAND, "{\"action\": \"evacuate\", \"region\": \"ap-south-1\", \"for\": \"1h\"}");
            stage.drill(MUMBAI, "{\"action\": \"repair\", \"region\": \"ap-south-1\", \"means\": \"reboot\"}");
            stage.drill(IRELAND, "{\"action\": \"restore\", \"region\": \"ap-south-1\"}");
            playOutage(stage);
            assertThat(stage.refusals()).isEmpty();
            Principal look = holder(stage.access(), "regent-LookRole");
            Act put = Act.of("cloudwatch:PutMetricData").with("aws:RequestedRegion", "eu-west-1");
            allowed(stage.access(), look, put.with("cloudwatch:namespace", "Regent/Preflight"));
            // Routing control is there.
            denied(stage.access(), look, put.with("cloudwatch:namespace", "Regent"));
            Principal drill = holder(stage.access(), "regent-DrillRole");
            String there = "arn:aws:ec2:ap-south-1:" + World.ACCOUNT + ":";
            // Its address hangs on the instance already.
            for (Act act : List.of(
                    Act.of("ec2:AssociateAddress", there + "elastic-ip/eipalloc-0123456789abcdef0"),
                    Act.of("ec2:AssociateAddress", there + "instance/i-0123456789abcdef0"),
                    Act.of("ec2:RebootInstances", there + "instance/i-0123456789abcdef0"))) {
                Act inTheFleet = act.with("aws:RequestedRegion", "ap-south-1");
                allowed(stage.access(), drill, inTheFleet.with("aws:ResourceTag/Name", "regent-registry"));
                denied(stage.access(), drill, inTheFleet.with("aws:ResourceTag/Name", "another"));
                denied(
                        stage.access(),
                        drill,
                        act.with("aws:ResourceTag/Name", "regent-registry").with("aws:RequestedRegion", "us-west-2"));
            }
            return stage.access();
        }
    }

    /** The drill waits for a controller to decide, which nothing starts on a stage: they run as by their schedule. */
    private static void playOutage(Stage stage) throws Exception {
        try (ExecutorService tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> drill = tasks.submit(() -> stage.drill(
                    IRELAND,
                    "{\"action\": \"outage\", \"region\": \"eu-west-1\", \"for\": \"1h\","
                            + " \"force\": [\"another-drill\", \"rest-not-up\", \"last-endpoint\"]}"));
            while (!drill.isDone()) {
                stage.failover(MUMBAI, "{\"by\": \"hand\"}");
            }
            drill.get();
        }
    }

    /** What its UserData and Session Manager's agent do ("ec2messages, ssmmessages", Systems Manager User Guide). */
    private static Access theRegistryOnItsVolume(Templates templates) {
        Paper paper = new Paper(templates);
        paper.stacking.deploy("ireland", Map.of());
        Access access = paper.account.access();
        Principal instance = holder(access, "regent-InstanceRole");
        String here = "arn:aws:ec2:eu-west-1:" + World.ACCOUNT + ":";
        allowed(access, instance, Act.of("ssm:UpdateInstanceInformation", here + "instance/i-0123456789abcdef0"));
        for (String action :
                List.of("CreateControlChannel", "CreateDataChannel", "OpenControlChannel", "OpenDataChannel")) {
            allowed(access, instance, Act.of("ssmmessages:" + action));
        }
        String parameters = "arn:aws:ssm:eu-west-1:" + World.ACCOUNT + ":parameter/";
        allowed(access, instance, Act.of("ssm:GetParameter", parameters + "regent/htpasswd"));
        denied(access, instance, Act.of("ssm:GetParameter", parameters + "somebody/elses"));
        for (String resource : List.of("instance/i-0123456789abcdef0", "volume/vol-0123456789abcdef0")) {
            Act attach = Act.of("ec2:AttachVolume", here + resource);
            allowed(access, instance, attach.with("aws:ResourceTag/Name", "regent-registry"));
            denied(access, instance, attach.with("aws:ResourceTag/Name", "another"));
        }
        return access;
    }

    /** What the registry's S3 driver and S3's replication do, and that nobody does it without TLS. */
    private static Access theRegistryInItsBucket(Templates templates) {
        Paper paper = new Paper(templates);
        paper.stacking.deploy("ireland", Map.of("Storage", "s3", "ReplicaRegion", "ap-south-1"));
        Access access = paper.account.access();
        String bucket = "arn:aws:s3:::regent-registry-" + World.ACCOUNT + "-eu-west-1";
        String copy = bucket.replace("eu-west-1", "ap-south-1");
        Principal instance = holder(access, "regent-InstanceRole");
        for (String action : List.of("GetBucketLocation", "ListBucket", "ListBucketMultipartUploads")) {
            allowed(access, instance, secure(action, bucket));
            denied(access, instance, secure(action, copy));
        }
        for (String action :
                List.of("GetObject", "PutObject", "DeleteObject", "AbortMultipartUpload", "ListMultipartUploadParts")) {
            allowed(access, instance, secure(action, bucket + "/docker/registry/v2/x"));
            denied(access, instance, secure(action, copy + "/docker/registry/v2/x"));
            denied(access, instance, secure(action, bucket + "/x").with("aws:SecureTransport", "false"));
        }
        Principal replication = holder(access, "regent-ReplicationRole");
        for (String action : List.of("GetReplicationConfiguration", "ListBucket")) {
            allowed(access, replication, secure(action, bucket));
        }
        for (String action :
                List.of("GetObjectVersionForReplication", "GetObjectVersionAcl", "GetObjectVersionTagging")) {
            allowed(access, replication, secure(action, bucket + "/x"));
        }
        for (String action : List.of("ReplicateObject", "ReplicateDelete", "ReplicateTags")) {
            allowed(access, replication, secure(action, copy + "/x"));
            denied(access, replication, secure(action, bucket + "/x"));
        }
        return access;
    }

    private static Act secure(String action, String resource) {
        return Act.of("s3:" + action, resource).with("aws:SecureTransport", "true");
    }

    /** Whoever has the role of that name. */
    private static Principal holder(Access access, String name) {
        return access.roles().stream()
                .map(Role::name)
                .filter(role -> role.startsWith(name + "-"))
                .map(role -> new Principal.Role(access.arn(role), "session"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no role " + name + " among " + access.roles()));
    }

    private static void allowed(Access access, Principal who, Act act) {
        assertThat(access.refusal(who, act)).isEmpty();
    }

    private static void denied(Access access, Principal who, Act act) {
        assertThat(access.refusal(who, act)).as(act.toString()).isPresent();
    }
}
