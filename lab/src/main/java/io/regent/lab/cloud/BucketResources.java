package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Amazon S3, which the lab has no objects of: buckets have to be sound. */
final class BucketResources {
    private static final String BUCKET = "AWS::S3::Bucket";
    private static final int LONGEST_NAME = 63;
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern DAYS = Pattern.compile("[1-9]\\d{0,4}");
    private static final Pattern BUCKET_ARN = Pattern.compile("arn:aws:s3:::[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private final Account account;
    private final RoleResources roles;

    BucketResources(Account account) {
        this.account = account;
        this.roles = new RoleResources(account);
    }

    Map<String, Kind> kinds() {
        return Map.of(
                BUCKET,
                Kind.of(this::bucket, (resource, made) -> shelf(resource).remove(BUCKET, made.ref())),
                "AWS::S3::BucketPolicy",
                Kind.of(this::policy, (resource, made) -> account.access().removePolicy(arn(made.ref()))));
    }

    private Shelf shelf(Resource resource) {
        return account.in(resource.stack().region()).shelf();
    }

    private Made bucket(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(
                properties, "BucketName", Names.of(resource, LONGEST_NAME).toLowerCase(Locale.ROOT), NAME);
        properties.findSection("BucketEncryption").ifPresent(BucketResources::encryption);
        properties
                .findSection("VersioningConfiguration")
                .ifPresent(versioning -> Reading.choice(versioning, "Status", "Enabled", "Suspended"));
        properties
                .findSection("PublicAccessBlockConfiguration")
                .ifPresent(block -> List.of(
                                "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")
                        .forEach(flag -> block.flagOr(flag, false)));
        properties
                .findSection("OwnershipControls")
                .ifPresent(owners -> owners.sections("Rules")
                        .forEach(rule -> Reading.choice(
                                rule,
                                "ObjectOwnership",
                                "BucketOwnerEnforced",
                                "BucketOwnerPreferred",
                                "ObjectWriter")));
        properties.findSection("LifecycleConfiguration").ifPresent(BucketResources::lifecycle);
        properties.findSection("ReplicationConfiguration").ifPresent(replication -> replication(replication, name));
        Reading.tags(properties);
        properties.done();
        shelf(resource).put(BUCKET, name, properties.node());
        return Made.of(name)
                .with("Arn", arn(name))
                .with("DomainName", name + ".s3.amazonaws.com")
                .with("RegionalDomainName", name + ".s3." + resource.stack().region() + ".amazonaws.com");
    }

    private static String arn(String bucket) {
        return "arn:aws:s3:::" + bucket;
    }

    private static void encryption(Properties encryption) {
        for (Properties rule : encryption.sections("ServerSideEncryptionConfiguration")) {
            rule.flagOr("BucketKeyEnabled", false);
            rule.findSection("ServerSideEncryptionByDefault").ifPresent(byDefault -> {
                Reading.choice(byDefault, "SSEAlgorithm", "AES256", "aws:kms");
                byDefault.textOr("KMSMasterKeyID", "");
            });
        }
    }

    private static void lifecycle(Properties lifecycle) {
        for (Properties rule : lifecycle.sections("Rules")) {
            rule.textOr("Id", "");
            rule.textOr("Prefix", "");
            Reading.choice(rule, "Status", "Enabled", "Disabled");
            Reading.formOr(rule, "ExpirationInDays", "1", DAYS);
            rule.flagOr("ExpiredObjectDeleteMarker", false);
            rule.findSection("NoncurrentVersionExpiration").ifPresent(old -> {
                Reading.form(old, "NoncurrentDays", DAYS);
                old.numberOr("NewerNoncurrentVersions", 0);
            });
            rule.findSection("AbortIncompleteMultipartUpload")
                    .ifPresent(abort -> Reading.form(abort, "DaysAfterInitiation", DAYS));
        }
    }

    private void replication(Properties replication, String bucket) {
        roles.require(
                replication,
                "Role",
                replication.text("Role"),
                new Principal.Service("s3.amazonaws.com", arn(bucket), account.id()));
        for (Properties rule : replication.sections("Rules")) {
            rule.textOr("Id", "");
            Reading.choice(rule, "Status", "Enabled", "Disabled");
            rule.numberOr("Priority", 0);
            rule.findSection("Filter").ifPresent(filter -> filter.textOr("Prefix", ""));
            rule.findSection("DeleteMarkerReplication")
                    .ifPresent(markers -> Reading.choice(markers, "Status", "Enabled", "Disabled"));
            Properties destination = rule.section("Destination");
            Reading.form(destination, "Bucket", BUCKET_ARN);
            Reading.choiceOr(destination, "StorageClass", "STANDARD", "STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING");
            destination.findSection("Metrics").ifPresent(metrics -> {
                Reading.choice(metrics, "Status", "Enabled", "Disabled");
                metrics.findSection("EventThreshold").ifPresent(minutes -> minutes.number("Minutes"));
            });
            destination.findSection("ReplicationTime").ifPresent(time -> {
                Reading.choice(time, "Status", "Enabled", "Disabled");
                time.section("Time").number("Minutes");
            });
        }
    }

    private Made policy(Resource resource) {
        Properties properties = resource.properties();
        String bucket = properties.text("Bucket");
        Policy policy = Policies.ofResource(properties, "PolicyDocument", arn(bucket));
        properties.done();
        if (!shelf(resource).has(BUCKET, bucket)) {
            throw Reading.wrong(properties, "Bucket", "a bucket that there is");
        }
        account.access().put(arn(bucket), policy);
        return Made.of(bucket);
    }
}
