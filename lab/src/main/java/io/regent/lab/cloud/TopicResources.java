package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.node.TextNode;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.twin.Arn;
import io.regent.lab.twin.iam.Policy;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Amazon SNS, the keys that encrypt its messages, and CloudWatch's log groups. */
final class TopicResources {
    /** On a region's shelf by the topic's ARN: the key that it encrypts with. */
    static final String ENCRYPTION = "AWS::SNS::Topic";

    /** On a region's shelf by the key's id: its ARN. */
    static final String KEY = "AWS::KMS::Key";

    /** On a region's shelf by the alias: the key's id. */
    static final String KEY_ALIAS = "AWS::KMS::Alias";

    /** On a region's shelf by its name. */
    static final String LOG_GROUP = "AWS::Logs::LogGroup";

    private static final int LONGEST_NAME = 256;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,256}");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
    private static final Pattern LOG_GROUP_NAME = Pattern.compile("[.\\-_/#A-Za-z0-9]{1,512}");
    private static final Pattern ALIAS_NAME = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");

    /** PutRetentionPolicy, API model. */
    private static final Set<Long> RETENTIONS = Set.of(
            1L, 3L, 5L, 7L, 14L, 30L, 60L, 90L, 120L, 150L, 180L, 365L, 400L, 545L, 731L, 1096L, 1827L, 2192L, 2557L,
            2922L, 3288L, 3653L);

    private final Account account;

    TopicResources(Account account) {
        this.account = account;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::SNS::Topic",
                Kind.of(this::topic, this::deleteTopic),
                "AWS::SNS::TopicPolicy",
                Kind.of(this::policy, this::deletePolicy),
                "AWS::SNS::Subscription",
                Kind.passive(this::subscription),
                KEY,
                Kind.of(this::key, this::deleteKey),
                KEY_ALIAS,
                shelved(KEY_ALIAS, this::keyAlias),
                LOG_GROUP,
                shelved(LOG_GROUP, this::logGroup));
    }

    private Kind shelved(String type, java.util.function.Function<Resource, Made> put) {
        return Kind.of(put, (resource, made) -> shelf(resource).remove(type, made.ref()));
    }

    private RegionTwin region(Resource resource) {
        return account.in(resource.stack().region());
    }

    private Shelf shelf(Resource resource) {
        return region(resource).shelf();
    }

    private Made topic(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "TopicName", Names.of(resource, LONGEST_NAME), NAME);
        properties.textOr("DisplayName", "");
        String key = properties.textOr("KmsMasterKeyId", "");
        properties.sections("Subscription").forEach(TopicResources::checkSubscriber);
        Reading.tags(properties);
        properties.done();
        if (!key.isEmpty() && Keys.find(region(resource), key).isEmpty()) {
            throw Reading.wrong(properties, "KmsMasterKeyId", "a key that there is");
        }
        String arn = region(resource).topics().create(name).toString();
        shelf(resource).remove(ENCRYPTION, arn);
        if (!key.isEmpty()) {
            shelf(resource).put(ENCRYPTION, arn, TextNode.valueOf(key));
        }
        return Made.of(arn).with("TopicArn", arn).with("TopicName", name);
    }

    private void deleteTopic(Resource resource, Made made) {
        region(resource).topics().delete(Arn.parse(made.ref()).resource());
        shelf(resource).remove(ENCRYPTION, made.ref());
    }

    private static void checkSubscriber(Properties subscriber) {
        Reading.choice(subscriber, "Protocol", "email");
        Reading.form(subscriber, "Endpoint", EMAIL);
    }

    private Made subscription(Resource resource) {
        Properties properties = resource.properties();
        Arn topic = requireTopic(resource, properties, properties.text("TopicArn"));
        checkSubscriber(properties);
        properties.done();
        return Made.of(topic + ":" + Names.uuid(resource));
    }

    private Arn requireTopic(Resource resource, Properties properties, String text) {
        Arn topic = Reading.arn(properties.path(), text);
        if (!region(resource).topics().topics().contains(topic)) {
            throw Reading.wrong(
                    properties, properties.has("TopicArn") ? "TopicArn" : "Topics", "a topic that there is");
        }
        return topic;
    }

    private Made policy(Resource resource) {
        Properties properties = resource.properties();
        List<String> topics = properties.texts("Topics");
        topics.forEach(topic -> requireTopic(resource, properties, topic));
        List<Policy> policies = topics.stream()
                .map(topic -> Policies.ofResource(properties, "PolicyDocument", topic))
                .toList();
        properties.done();
        for (int i = 0; i < topics.size(); i++) {
            account.access().put(topics.get(i), policies.get(i));
        }
        String id = Names.of(resource, LONGEST_NAME);
        return Made.of(id).with("Id", id);
    }

    private void deletePolicy(Resource resource, Made made) {
        resource.properties().texts("Topics").forEach(account.access()::removePolicy);
    }

    private Made key(Resource resource) {
        Properties properties = resource.properties();
        String id = Names.uuid(resource);
        String arn = new Arn("kms", resource.stack().region(), account.id(), "key/" + id).toString();
        Policy policy = Policies.ofResource(properties, "KeyPolicy", arn);
        properties.textOr("Description", "");
        properties.flagOr("EnableKeyRotation", false);
        properties.flagOr("Enabled", true);
        Reading.within(properties, "RotationPeriodInDays", 365, 90, 2560);
        Reading.within(properties, "PendingWindowInDays", 30, 7, 30);
        Reading.choiceOr(properties, "KeySpec", "SYMMETRIC_DEFAULT", "SYMMETRIC_DEFAULT");
        Reading.choiceOr(properties, "KeyUsage", "ENCRYPT_DECRYPT", "ENCRYPT_DECRYPT");
        Reading.tags(properties);
        properties.done();
        shelf(resource).put(KEY, id, TextNode.valueOf(arn));
        account.access().put(arn, policy);
        return Made.of(id).with("Arn", arn).with("KeyId", id);
    }

    private void deleteKey(Resource resource, Made made) {
        Keys.find(region(resource), made.ref()).ifPresent(account.access()::removePolicy);
        shelf(resource).remove(KEY, made.ref());
    }

    private Made keyAlias(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.form(properties, "AliasName", ALIAS_NAME);
        String key = properties.text("TargetKeyId");
        properties.done();
        if (name.startsWith("alias/aws/") || Keys.find(region(resource), key).isEmpty()) {
            throw Reading.wrong(properties, "TargetKeyId", "a key that there is, for an alias outside alias/aws/");
        }
        shelf(resource).put(KEY_ALIAS, name, TextNode.valueOf(key));
        return Made.of(name);
    }

    private Made logGroup(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "LogGroupName", Names.of(resource, 512), LOG_GROUP_NAME);
        if (properties.has("RetentionInDays") && !RETENTIONS.contains(properties.number("RetentionInDays"))) {
            throw Reading.wrong(properties, "RetentionInDays", "one of the numbers that PutRetentionPolicy takes");
        }
        properties.numberOr("RetentionInDays", 0);
        Reading.choiceOr(properties, "LogGroupClass", "STANDARD", "STANDARD", "INFREQUENT_ACCESS");
        String key = properties.textOr("KmsKeyId", "");
        Reading.tags(properties);
        properties.done();
        if (!key.isEmpty() && Keys.find(region(resource), key).isEmpty()) {
            throw Reading.wrong(properties, "KmsKeyId", "a key that there is");
        }
        shelf(resource).put(LOG_GROUP, name, properties.node());
        Arn arn = new Arn("logs", resource.stack().region(), account.id(), "log-group:" + name + ":*");
        return Made.of(name).with("Arn", arn.toString());
    }
}
