package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.iam.Access;
import io.regent.lab.twin.iam.Policy;
import io.regent.lab.twin.iam.Principal;
import io.regent.lab.twin.iam.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** AWS Identity and Access Management: roles, their policies, and the profiles that instances take them from. */
final class RoleResources {
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
                Kind.of(this::role, (resource, made) -> access().remove(made.ref())),
                "AWS::IAM::Policy",
                new Attached(),
                "AWS::IAM::InstanceProfile",
                Kind.of(this::profile, (resource, made) -> account.profiles().remove(made.ref())));
    }

    private Access access() {
        return account.access();
    }

    /** A property that has to be the ARN of a role that somebody may take. */
    void require(Properties properties, String name, String arn, Principal.Service who) {
        if (access().byArn(arn).isEmpty()) {
            throw Reading.wrong(properties, name, "the ARN of a role that there is");
        }
        if (!access().assume(who, arn).isAllowed()) {
            throw Reading.wrong(properties, name, "a role that trusts " + who);
        }
    }

    /** A property that has to name an instance profile, or give its ARN. */
    void requireProfile(Properties properties, String name) {
        String text = properties.text(name);
        if (!account.profiles().contains(text.substring(text.lastIndexOf('/') + 1))) {
            throw Reading.wrong(properties, name, "an instance profile that there is");
        }
    }

    private Made role(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "RoleName", Names.of(resource, LONGEST_NAME), NAME);
        Policy trust = Policies.ofTrust(properties, "AssumeRolePolicyDocument", name);
        List<Policy> policies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Properties policy : properties.sections("Policies")) {
            String policyName = Reading.form(policy, "PolicyName", NAME);
            if (!names.add(policyName)) {
                throw Reading.wrong(policy, "PolicyName", "another name than the role's other policies");
            }
            policies.add(Policies.ofRole(policy, "PolicyDocument", name, policyName));
        }
        Reading.absent(properties, "ManagedPolicyArns", "the twin knows no policy of AWS's own");
        Reading.formOr(properties, "Path", "/", PATH);
        properties.textOr("Description", "");
        Reading.within(properties, "MaxSessionDuration", 3600, 3600, 43_200);
        Reading.tags(properties);
        properties.done();
        // Policies of their own resources stay with the role.
        access().role(name)
                .ifPresent(before -> before.policies().stream()
                        .filter(policy -> policy.name().startsWith(Attached.PREFIX))
                        .forEach(policies::add));
        access().put(new Role(name, trust, policies));
        return Made.of(name).with("Arn", access().arn(name)).with("RoleId", Names.id("AROA", resource));
    }

    private Made profile(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "InstanceProfileName", Names.of(resource, LONGEST_NAME), NAME);
        Reading.formOr(properties, "Path", "/", PATH);
        List<String> roles = properties.texts("Roles");
        properties.done();
        if (roles.size() != 1 || access().role(roles.getFirst()).isEmpty()) {
            throw Reading.wrong(properties, "Roles", "the name of one role that there is");
        }
        require(properties, "Roles", access().arn(roles.getFirst()), Principal.Service.of("ec2.amazonaws.com"));
        account.profiles().add(name);
        return Made.of(name).with("Arn", "arn:aws:iam::" + account.id() + ":instance-profile/" + name);
    }

    /** Policies that stand as resources of their own and are attached to roles. */
    private final class Attached implements Kind {
        static final String PREFIX = "attached ";

        @Override
        public Made put(Resource resource) {
            Properties properties = resource.properties();
            String name = PREFIX + Reading.form(properties, "PolicyName", NAME);
            List<Role> roles = new ArrayList<>();
            for (String role : properties.texts("Roles")) {
                roles.add(access().role(role)
                        .orElseThrow(() -> new Unsupported(properties.path() + ".Roles", "no role " + role)));
            }
            List<Policy> policies = roles.stream()
                    .map(role -> Policies.ofRole(properties, "PolicyDocument", role.name(), name))
                    .toList();
            properties.done();
            for (int i = 0; i < roles.size(); i++) {
                List<Policy> all = without(roles.get(i), name);
                all.add(policies.get(i));
                access().put(new Role(roles.get(i).name(), roles.get(i).trust(), all));
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
            String name = PREFIX + resource.properties().text("PolicyName");
            for (String role : resource.properties().texts("Roles")) {
                access().role(role)
                        .ifPresent(found -> access().put(new Role(role, found.trust(), without(found, name))));
            }
        }

        private List<Policy> without(Role role, String policy) {
            return new ArrayList<>(role.policies().stream()
                    .filter(one -> !one.name().equals(policy))
                    .toList());
        }
    }
}
