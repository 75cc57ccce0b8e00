package io.regent.lab.stack;

import io.regent.lab.stack.Standing.Resident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The stacks of an account: makes, changes and takes them away as CloudFormation does, one deployment at a time.
 *
 * <p>CloudFormation compares templates and not the world: an update touches a resource only where its resolved
 * properties differ from those of the last deployment, however the resource itself has changed since (its user guide,
 * "Update behaviors of stack resources"). A dynamic reference is compared as it is written and not by its value.
 *
 * <p>Not for use by several threads.
 */
public final class Stacks {
    private static final String ROLES = "CAPABILITY_IAM";
    private static final String NAMED_ROLES = "CAPABILITY_NAMED_IAM";

    private static final Set<String> NAMES_OF_ROLES =
            Set.of("GroupName", "InstanceProfileName", "ManagedPolicyName", "RoleName", "UserName");

    private final Provider provider;
    private final ParameterLookup lookup;
    private final String account;
    private final Map<StackId, Standing> stacks =
            new TreeMap<>(Comparator.comparing(StackId::region).thenComparing(StackId::name));

    /** @param account twelve digits */
    public Stacks(Provider provider, ParameterLookup lookup, String account) {
        if (!account.matches("[0-9]{12}")) {
            throw new IllegalArgumentException("account " + account + ": expected twelve digits");
        }
        this.provider = provider;
        this.lookup = lookup;
        this.account = account;
    }

    /**
     * Makes a stack, or changes the one that stands under that name in that region. When a resource fails, what was
     * done is undone.
     *
     * @throws Unsupported for what the lab does not know in the template; nothing is done then
     * @throws BadParameters for values that the template does not take; nothing is done then
     * @throws DeploymentFailed when a resource cannot be made, changed or taken away
     */
    public Deployed deploy(Template template, Settings settings) {
        StackId stack = settings.stack();
        Optional<Standing> last = Optional.ofNullable(stacks.get(stack));
        Map<String, String> previous = last.map(Standing::parameters).orElse(Map.of());
        Inputs inputs = Inputs.read(template, settings.parameters(), previous, stack.region(), lookup);
        Layout layout = Layout.of(template, inputs, stack, account);
        layout.entries().values().forEach(entry -> checkCapabilities(entry, settings.capabilities()));
        Map<String, Resident> before = last.map(Standing::residents).orElse(Map.of());
        layout.entries().forEach((id, entry) -> checkType(entry, Optional.ofNullable(before.get(id))));

        Deployment deployment =
                new Deployment(stack, layout, provider, new DynamicReferences(stack.region(), lookup), before);
        Map<String, String> outputs;
        try {
            outputs = deployment.bring();
        } catch (DeploymentFailed failure) {
            Map<String, Resident> back = deployment.rollBack(last.map(Standing::layout), failure::addSuppressed);
            last.ifPresent(standing -> stacks.put(stack, standing.with(back)));
            throw failure;
        }
        stacks.put(stack, new Standing(layout, inputs.texts(), deployment.standing(), outputs));
        List<DeploymentFailed> resisting = new ArrayList<>();
        deployment.clean(resisting::add);
        if (!resisting.isEmpty()) {
            throw together(resisting);
        }
        return deployment.report(outputs);
    }

    /**
     * Takes a stack away, each resource before those that it refers to; those to be retained stay. A resource that
     * resists stays with what it refers to, and so does the stack, so that it can be tried again.
     *
     * @throws DeploymentFailed when a resource resists
     */
    public Deployed delete(StackId stack) {
        Standing standing = stacks.get(stack);
        if (standing == null) {
            throw new IllegalArgumentException("no stack " + stack.name() + " in " + stack.region());
        }
        List<String> deleted = new ArrayList<>();
        List<String> retained = new ArrayList<>();
        List<DeploymentFailed> resisting = new ArrayList<>();
        Set<String> needed = new HashSet<>();
        Map<String, Resident> left = new LinkedHashMap<>(standing.residents());
        for (Map.Entry<String, Resident> entry :
                standing.residents().entrySet().stream().toList().reversed()) {
            String id = entry.getKey();
            Resident resident = entry.getValue();
            if (needed.contains(id)) {
                needed.addAll(resident.entry().after());
            } else if (resident.entry().deletion().stays()) {
                retained.add(id);
                left.remove(id);
            } else {
                try {
                    provider.delete(resident.resource(stack, id), resident.made());
                    deleted.add(id);
                    left.remove(id);
                } catch (RuntimeException e) {
                    resisting.add(new DeploymentFailed(stack, id, "not deleted: " + e.getMessage(), e));
                    needed.addAll(resident.entry().after());
                }
            }
        }
        if (!resisting.isEmpty()) {
            stacks.put(stack, standing.with(left));
            throw together(resisting);
        }
        stacks.remove(stack);
        return new Deployed(stack, Map.of(), List.of(), List.of(), deleted, retained);
    }

    /** The stacks that stand. */
    public Set<StackId> standing() {
        return Set.copyOf(stacks.keySet());
    }

    /** The outputs of a stack that stands; nothing for one that does not. */
    public Map<String, String> outputs(StackId stack) {
        return Optional.ofNullable(stacks.get(stack)).map(Standing::outputs).orElse(Map.of());
    }

    /** What became of a resource of a stack that stands. */
    public Optional<Made> made(StackId stack, String logicalId) {
        return Optional.ofNullable(stacks.get(stack))
                .map(standing -> standing.residents().get(logicalId))
                .map(Resident::made);
    }

    /** CloudFormation: "Update of resource type is not permitted". */
    private static void checkType(Layout.Entry entry, Optional<Resident> resident) {
        resident.map(found -> found.entry().type())
                .filter(type -> !type.equals(entry.type()))
                .ifPresent(type -> {
                    throw new Unsupported(
                            entry.path() + ".Type",
                            "was " + type + ": an update cannot change it, expected another name");
                });
    }

    /** CloudFormation's user guide, "Acknowledging IAM resources in CloudFormation templates". */
    private static void checkCapabilities(Layout.Entry entry, Set<String> given) {
        if (!entry.type().startsWith("AWS::IAM::")) {
            return;
        }
        boolean named = NAMES_OF_ROLES.stream().anyMatch(entry.properties()::has);
        if (!given.contains(NAMED_ROLES) && (named || !given.contains(ROLES))) {
            throw new Unsupported(entry.path(), "needs the capability " + (named ? NAMED_ROLES : ROLES));
        }
    }

    private static DeploymentFailed together(List<DeploymentFailed> failures) {
        DeploymentFailed first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        return first;
    }
}
