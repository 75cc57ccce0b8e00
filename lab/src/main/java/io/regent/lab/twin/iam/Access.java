package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The rights in an account: its roles, the policies of its resources, and what follows from both by "Policy evaluation
 * logic" (IAM User Guide) for requests within the account. Organizations, boundaries and session policies are not here.
 * Thread-safe.
 */
public final class Access {
    private static final String ASSUME = "sts:AssumeRole";
    private static final String KEYS_OF_KMS = "arn:aws:kms:";
    private static final String OF_BUCKETS = "arn:aws:s3:::";

    private final String account;
    private final Usage usage = new Usage();
    private final Map<String, Role> roles = new TreeMap<>();
    private final Map<String, Policy> ofResources = new HashMap<>();
    private final Map<String, List<Permission>> permissions = new HashMap<>();

    /** @param account twelve digits */
    public Access(String account) {
        this.account = account;
    }

    /** Which statements were ever needed. */
    public Usage usage() {
        return usage;
    }

    /** Makes a role, or gives the one of that name other policies. */
    public synchronized void put(Role role) {
        remove(role.name());
        roles.put(role.name(), role);
        usage.stands(role.trust());
        role.policies().forEach(usage::stands);
    }

    /** Takes a role away; without effect when there is none. */
    public synchronized void remove(String role) {
        Role gone = roles.remove(role);
        if (gone != null) {
            usage.falls(gone.trust().id());
            gone.policies().forEach(policy -> usage.falls(policy.id()));
        }
    }

    /** A role by its name. */
    public synchronized Optional<Role> role(String name) {
        return Optional.ofNullable(roles.get(name));
    }

    /** The roles, by name. */
    public synchronized List<Role> roles() {
        return List.copyOf(roles.values());
    }

    /** A role's ARN. */
    public String arn(String role) {
        return "arn:aws:iam::" + account + ":role/" + role;
    }

    /** A role by its ARN. */
    public synchronized Optional<Role> byArn(String arn) {
        return roles.values().stream()
                .filter(role -> arn(role.name()).equals(arn))
                .findFirst();
    }

    /** Gives a resource a policy, instead of the one that it had. */
    public synchronized void put(String resource, Policy policy) {
        removePolicy(resource);
        ofResources.put(resource, policy);
        usage.stands(policy);
    }

    /** Takes a resource's policy away; without effect when it has none. */
    public synchronized void removePolicy(String resource) {
        Policy gone = ofResources.remove(resource);
        if (gone != null) {
            usage.falls(gone.id());
        }
    }

    /** The policy of a resource, unless it is a function. */
    public synchronized Optional<Policy> policy(String resource) {
        return Optional.ofNullable(ofResources.get(resource));
    }

    /**
     * AddPermission: a statement of a function's policy.
     *
     * @param function the ARN that it is for, with a qualifier or without: "Resource-based policies" hold for the ARN
     *     that they were made for (Lambda Developer Guide)
     * @throws IllegalArgumentException when there is one of that id already
     */
    public synchronized void permit(String function, Permission permission) {
        List<Permission> held = permissions.computeIfAbsent(function, any -> new ArrayList<>());
        if (held.stream().anyMatch(one -> one.statementId().equals(permission.statementId()))) {
            throw new IllegalArgumentException(
                    "The statement id (" + permission.statementId() + ") provided already exists.");
        }
        held.add(permission);
        usage.stands(permission.policy(function));
    }

    /** RemovePermission; without effect when there is none of that id. */
    public synchronized void forbid(String function, String statementId) {
        List<Permission> held = permissions.getOrDefault(function, List.of());
        held.stream()
                .filter(one -> one.statementId().equals(statementId))
                .findFirst()
                .ifPresent(gone -> {
                    held.remove(gone);
                    usage.falls(gone.policy(function).id());
                });
    }

    /** What hinders somebody from doing something; nothing when nothing does. */
    public Optional<Refusal> refusal(Principal who, Act act) {
        Decision decision = decide(who, act);
        return decision.isAllowed() ? Optional.empty() : Optional.of(new Refusal(who, act, decision));
    }

    /**
     * Whether a service may take a role, by the role's trust policy.
     *
     * @param role the role's ARN
     */
    public Decision assume(Principal.Service service, String role) {
        Optional<Role> found = byArn(role);
        if (found.isEmpty()) {
            return new Decision.Unallowed(true);
        }
        Act act = Act.of(ASSUME, role).withAll(service.keys());
        return weigh(service, act, List.of(), List.of(found.get().trust()));
    }

    /** Whether somebody may do something. */
    public Decision decide(Principal who, Act asked) {
        Act act = asked.withAll(who.keys());
        List<Policy> own =
                switch (who) {
                    case Principal.Role role ->
                        byArn(role.arn()).map(Role::policies).orElse(List.of());
                    case Principal.Service service -> List.of();
                };
        return weigh(who, act, own, policiesOf(act.resource()));
    }

    private synchronized List<Policy> policiesOf(String resource) {
        List<Policy> policies = new ArrayList<>();
        policy(owner(resource)).ifPresent(policies::add);
        permissions.getOrDefault(resource, List.of()).forEach(one -> policies.add(one.policy(resource)));
        return policies;
    }

    /** An object in S3 has the policy of its bucket. */
    private static String owner(String resource) {
        return resource.startsWith(OF_BUCKETS) ? resource.replaceFirst("/.*", "") : resource;
    }

    /** A statement that concerns an act, by one of its actions. */
    private record Found(Statement statement, String action, Principals.Reach reach) {}

    private Decision weigh(Principal who, Act act, List<Policy> own, List<Policy> ofResource) {
        List<Found> identity = concerning(who, act, own);
        List<Found> resource = concerning(who, act, ofResource);
        for (Found found : identity) {
            if (found.statement().deny()) {
                return denied(found, false);
            }
        }
        for (Found found : resource) {
            if (found.statement().deny()) {
                return denied(found, true);
            }
        }
        Optional<Found> direct = resource.stream()
                .filter(found -> found.reach() == Principals.Reach.DIRECT)
                .findFirst();
        Optional<Found> delegated = resource.stream()
                .filter(found -> found.reach() == Principals.Reach.ACCOUNT)
                .findFirst();
        // "Unless the key policy explicitly allows it, you cannot use IAM policies to allow access to a KMS key" (KMS
        // Developer Guide, "Key policies").
        boolean needsDelegation = act.resource().startsWith(KEYS_OF_KMS);
        if (!identity.isEmpty() && (!needsDelegation || delegated.isPresent())) {
            delegated.filter(any -> needsDelegation).ifPresent(this::use);
            return allowed(identity.getFirst());
        }
        return direct.map(this::allowed).orElse(new Decision.Unallowed(who instanceof Principal.Service));
    }

    private static List<Found> concerning(Principal who, Act act, List<Policy> policies) {
        List<Found> found = new ArrayList<>();
        for (Policy policy : policies) {
            for (Statement statement : policy.statements()) {
                Principals.Reach reach =
                        statement.principals().map(one -> one.reach(who)).orElse(Principals.Reach.DIRECT);
                if (reach != Principals.Reach.NOBODY) {
                    statement.concerning(act).ifPresent(action -> found.add(new Found(statement, action, reach)));
                }
            }
        }
        return found;
    }

    private Decision allowed(Found found) {
        use(found);
        return new Decision.Allowed(found.statement().id());
    }

    private Decision denied(Found found, boolean ofResource) {
        use(found);
        return new Decision.Denied(found.statement().id(), ofResource);
    }

    private void use(Found found) {
        usage.used(found.statement(), found.action());
    }
}
