package io.regent.lab.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** AWS Identity and Access Management: roles, their policies, and the profiles that instances take them from. */
final class RoleResources {
    private static final String PROFILE = "AWS::IAM::InstanceProfile";
    private static final int LONGEST_NAME = 64;
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]{1,128}");
    private static final Pattern PATH = Pattern.compile("/|/[!-~]{1,510}/");

    private final Account account;

    RoleResources(Account account) {
        this.account = account;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::IAM::Role",
                Kind.of(this::role, (resource, made) -> account.roles().remove(made.ref())),
                "AWS::IAM::Policy",
                new Attached(),
                PROFILE,
                Kind.passive(this::profile));
    }

    /** A property that has to be the ARN of a role that a service may assume. */
    void require(Properties properties, String name, String arn, String service) {
        String role = arn.substring(arn.lastIndexOf('/') + 1);
        JsonNode trust = account.roles()
                .find(role)
                .filter(found -> arn.equals(arn(found.name())))
                .map(Roles.Role::trust)
                .orElseThrow(() -> Reading.wrong(properties, name, "the ARN of a role that there is"));
        for (JsonNode statement : trust.path("Statement")) {
            JsonNode principal = statement.path("Principal").path("Service");
            boolean named = principal.asText().equals(service)
                    || (principal.isArray() && principal.toString().contains('"' + service + '"'));
            if (named && statement.path("Effect").asText().equals("Allow")) {
                return;
            }
        }
        throw Reading.wrong(properties, name, "a role that trusts " + service);
    }

    /** A property that has to name an instance profile, or give its ARN. */
    void requireProfile(Properties properties, String name) {
        String text = properties.text(name);
        String profile = text.substring(text.lastIndexOf('/') + 1);
        if (account.roles().find(PROFILE + profile).isEmpty()) {
            throw Reading.wrong(properties, name, "an instance profile that there is");
        }
    }

    private String arn(String role) {
        return "arn:aws:iam::" + account.id() + ":role/" + role;
    }

    private Made role(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "RoleName", Names.of(resource, LONGEST_NAME), NAME);
        JsonNode trust = Policies.read(properties, "AssumeRolePolicyDocument");
        Map<String, JsonNode> policies = new TreeMap<>();
        for (Properties policy : properties.sections("Policies")) {
            policies.put(Reading.form(policy, "PolicyName", NAME), Policies.read(policy, "PolicyDocument"));
        }
        properties.texts("ManagedPolicyArns");
        Reading.formOr(properties, "Path", "/", PATH);
        properties.textOr("Description", "");
        Reading.within(properties, "MaxSessionDuration", 3600, 3600, 43_200);
        Reading.tags(properties);
        properties.done();
        // Policies of their own resources stay with the role.
        account.roles().find(name).ifPresent(before -> before.policies().forEach((policy, document) -> {
            if (policy.startsWith(Attached.PREFIX)) {
                policies.put(policy, document);
            }
        }));
        account.roles().put(new Roles.Role(name, trust, policies));
        return Made.of(name).with("Arn", arn(name)).with("RoleId", Names.id("AROA", resource));
    }

    private Made profile(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "InstanceProfileName", Names.of(resource, LONGEST_NAME), NAME);
        Reading.formOr(properties, "Path", "/", PATH);
        List<String> roles = properties.texts("Roles");
        properties.done();
        if (roles.size() != 1 || account.roles().find(roles.getFirst()).isEmpty()) {
            throw Reading.wrong(properties, "Roles", "the name of one role that there is");
        }
        require(properties, "Roles", arn(roles.getFirst()), "ec2.amazonaws.com");
        account.roles().put(new Roles.Role(PROFILE + name, properties.node(), Map.of()));
        return Made.of(name).with("Arn", "arn:aws:iam::" + account.id() + ":instance-profile/" + name);
    }

    /** Policies that stand as resources of their own and are attached to roles. */
    private final class Attached implements Kind {
        static final String PREFIX = "attached ";

        @Override
        public Made put(Resource resource) {
            Properties properties = resource.properties();
            String name = Reading.form(properties, "PolicyName", NAME);
            JsonNode document = Policies.read(properties, "PolicyDocument");
            List<String> roles = properties.texts("Roles");
            properties.done();
            for (String role : roles) {
                Roles.Role found = account.roles()
                        .find(role)
                        .orElseThrow(() -> new Unsupported(properties.path() + ".Roles", "no role " + role));
                Map<String, JsonNode> policies = new TreeMap<>(found.policies());
                policies.put(PREFIX + name, document);
                account.roles().put(new Roles.Role(role, found.trust(), policies));
            }
            return Made.of(Names.of(resource, LONGEST_NAME));
        }

        @Override
        public Made update(Resource before, Resource after, Made made) {
            delete(before, made);
            return put(after);
        }

        @Override
        public void delete(Resource resource, Made made) {
            String name = resource.properties().text("PolicyName");
            for (String role : resource.properties().texts("Roles")) {
                account.roles().find(role).ifPresent(found -> {
                    Map<String, JsonNode> policies = new TreeMap<>(found.policies());
                    policies.remove(PREFIX + name);
                    account.roles().put(new Roles.Role(role, found.trust(), policies));
                });
            }
        }
    }
}
