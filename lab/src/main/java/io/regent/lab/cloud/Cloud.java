package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Provider;
import io.regent.lab.stack.Resource;
import io.regent.lab.stack.Unsupported;
import io.regent.lab.twin.TwinError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Makes the resources of stacks in an account of the twin. A type or property that it does not know, a value that AWS
 * would refuse, and a reference to what is not there stop it with the path in the template.
 */
public final class Cloud implements Provider {
    private final Map<String, Kind> kinds = new HashMap<>();

    /**
     * For an account.
     *
     * @param host runs the functions
     * @param adjustments what the lab changes of a template's values
     */
    public Cloud(Account account, FunctionHost host, Adjustments adjustments) {
        List.of(
                        new FunctionResources(account, host).kinds(),
                        new StarterResources(account).kinds(),
                        new AlarmResources(account).kinds(),
                        new TopicResources(account).kinds(),
                        new ParameterResources(account, adjustments).kinds(),
                        new NetworkResources(account, adjustments).kinds(),
                        new InstanceResources(account, adjustments).kinds(),
                        new BalancerResources(account, adjustments).kinds(),
                        new RecordResources(account).kinds(),
                        new BucketResources(account).kinds(),
                        new RoleResources(account).kinds())
                .forEach(kinds::putAll);
    }

    @Override
    public Made create(Resource resource) {
        return refusing(resource, () -> kind(resource).put(resource));
    }

    @Override
    public Made update(Resource before, Resource after, Made made) {
        return refusing(after, () -> kind(after).update(before, after, made));
    }

    @Override
    public void delete(Resource resource, Made made) {
        refusing(resource, () -> {
            kind(resource).delete(resource, made);
            return made;
        });
    }

    private Kind kind(Resource resource) {
        Kind kind = kinds.get(resource.type());
        if (kind == null) {
            throw new Unsupported(
                    resource.properties().path(),
                    "the lab has no " + resource.type() + ", only " + new TreeSet<>(kinds.keySet()));
        }
        return kind;
    }

    /** What the twin refuses, CloudFormation reports at the resource. */
    private static Made refusing(Resource resource, Supplier<Made> act) {
        try {
            return act.get();
        } catch (TwinError refusal) {
            throw new Unsupported(resource.properties().path(), refusal.code() + ": " + refusal.message());
        }
    }
}
