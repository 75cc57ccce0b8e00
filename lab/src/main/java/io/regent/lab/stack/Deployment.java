package io.regent.lab.stack;

import com.fasterxml.jackson.databind.JsonNode;
import io.regent.lab.stack.Standing.Resident;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** One deployment of a stack, and what stands while it runs. */
final class Deployment {
    private final StackId stack;
    private final Layout layout;
    private final Provider provider;
    private final DynamicReferences dynamic;
    private final Map<String, Resident> before;
    private final Map<String, Resident> now = new LinkedHashMap<>();
    private final List<String> created = new ArrayList<>();
    private final List<String> updated = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final List<String> retained = new ArrayList<>();

    /** @param before the resources that stand, changed to what the layout wants */
    Deployment(
            StackId stack, Layout layout, Provider provider, DynamicReferences dynamic, Map<String, Resident> before) {
        this.stack = stack;
        this.layout = layout;
        this.provider = provider;
        this.dynamic = dynamic;
        this.before = before;
    }

    /** Makes and changes what the layout has; gives the outputs. Stops at the first resource that fails. */
    Map<String, String> bring() {
        layout.entries()
                .forEach((id, entry) -> attempt(id, () -> {
                    Resident resident = brought(id, entry);
                    now.put(id, resident);
                    checkReplacement(entry, Optional.ofNullable(before.get(id)), resident);
                }));
        List<Map<String, String>> outputs = new ArrayList<>();
        attempt("Outputs", () -> outputs.add(layout.outputs(Standing.references(now))));
        return outputs.getFirst();
    }

    /**
     * Takes away what stood and the layout does not have.
     *
     * @param failed told of what resists, which CloudFormation lets go of
     */
    void clean(Consumer<DeploymentFailed> failed) {
        for (Map.Entry<String, Resident> entry :
                before.entrySet().stream().toList().reversed()) {
            String id = entry.getKey();
            Resident resident = entry.getValue();
            if (layout.entries().containsKey(id)) {
                continue;
            }
            if (resident.entry().deletion().stays()) {
                retained.add(id);
                continue;
            }
            try {
                provider.delete(resident.resource(stack, id), resident.made());
                deleted.add(id);
            } catch (RuntimeException e) {
                failed.accept(new DeploymentFailed(
                        stack, id, "not deleted, and no longer of the stack: " + e.getMessage(), e));
            }
        }
    }

    /**
     * Goes back to what stood before: as an update to the last layout, or for a new stack by taking all away.
     *
     * @return what stands then
     */
    Map<String, Resident> rollBack(Optional<Layout> last, Consumer<DeploymentFailed> failed) {
        Map<String, Resident> standing = new LinkedHashMap<>(before);
        // An id that was made anew has to come after those that it refers to.
        now.forEach((id, resident) -> {
            standing.remove(id);
            standing.put(id, resident);
        });
        created.forEach(id -> standing.computeIfPresent(id, (same, resident) -> justMade(resident)));
        Deployment back = new Deployment(stack, last.orElse(Layout.EMPTY), provider, dynamic, standing);
        back.layout.entries().forEach((id, entry) -> {
            try {
                back.now.put(id, back.brought(id, entry));
            } catch (RuntimeException e) {
                failed.accept(new DeploymentFailed(stack, id, "not taken back: " + e.getMessage(), e));
                Optional.ofNullable(standing.get(id)).ifPresent(resident -> back.now.put(id, resident));
            }
        });
        back.clean(failed);
        return back.now;
    }

    /** What stands after {@link #bring}. */
    Map<String, Resident> standing() {
        return now;
    }

    Deployed report(Map<String, String> outputs) {
        return new Deployed(stack, outputs, created, updated, deleted, retained);
    }

    private void attempt(String id, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            throw new DeploymentFailed(stack, id, String.valueOf(e.getMessage()), e);
        }
    }

    private Resident brought(String id, Layout.Entry entry) {
        JsonNode compared = layout.properties(entry, Standing.references(now));
        Optional<Resident> resident = Optional.ofNullable(before.get(id));
        if (resident.isPresent() && resident.get().compared().equals(compared)) {
            return new Resident(
                    entry, compared, resident.get().properties(), resident.get().made());
        }
        JsonNode properties = dynamic.resolve(entry.path() + ".Properties", compared);
        Resource wanted = Standing.resource(stack, id, entry, properties);
        Made made = resident.isPresent()
                ? provider.update(
                        resident.get().resource(stack, id),
                        wanted,
                        resident.get().made())
                : provider.create(wanted);
        (resident.isPresent() ? updated : created).add(id);
        return new Resident(entry, compared, properties, made);
    }

    /** A provider that replaces a resource takes the old one away at once. */
    private void checkReplacement(Layout.Entry entry, Optional<Resident> from, Resident to) {
        boolean replaced =
                from.map(old -> !old.made().ref().equals(to.made().ref())).orElse(false);
        if (replaced && entry.replacement() == Retention.RETAIN) {
            throw new Unsupported(
                    entry.path() + ".UpdateReplacePolicy", "the lab replaces no resource that is to be retained");
        }
    }

    /** What a failed deployment made goes again under {@code RetainExceptOnCreate}, and stays under {@code Retain}. */
    private static Resident justMade(Resident resident) {
        Layout.Entry entry = resident.entry();
        Retention deletion = entry.deletion() == Retention.RETAIN ? Retention.RETAIN : Retention.DELETE;
        return new Resident(
                new Layout.Entry(
                        entry.path(), entry.type(), entry.properties(), entry.after(), deletion, entry.replacement()),
                resident.compared(),
                resident.properties(),
                resident.made());
    }
}
