package io.regent.lab.twin.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A statement of a policy.
 *
 * @param deny whether its Effect is Deny
 * @param principals whom it concerns; empty in the policies of a role, which concern the role
 * @param resources what it concerns; empty in trust policies, which concern the role
 */
record Statement(
        StatementId id,
        boolean deny,
        Optional<Principals> principals,
        Names<Template> actions,
        Optional<Names<ArnTemplate>> resources,
        List<Condition> conditions) {
    Statement {
        conditions = List.copyOf(conditions);
    }

    /** The element of Action that makes it concern an act, as it is written; nothing when it does not. */
    Optional<String> concerning(Act act) {
        Map<String, List<String>> keys = act.keys();
        Optional<String> action = actions.taking(one -> one.matches(act.action(), keys));
        boolean resource = resources
                .map(names ->
                        names.taking(one -> one.matches(act.resource(), keys)).isPresent())
                .orElse(true);
        return action.filter(any -> resource && conditions.stream().allMatch(condition -> condition.holds(keys)));
    }
}
