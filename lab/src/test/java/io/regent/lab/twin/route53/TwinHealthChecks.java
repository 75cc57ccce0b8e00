package io.regent.lab.twin.route53;

import java.util.List;
import java.util.Map;

/** The account's health checks by plain calls. */
record TwinHealthChecks(HealthChecks checks) implements HealthCheckAccount {
    @Override
    public HealthCheck create(String callerReference, CheckFields config) {
        return checks.create(callerReference, config);
    }

    @Override
    public HealthCheck get(String id) {
        return checks.get(id);
    }

    @Override
    public HealthCheck update(String id, long version, CheckFields given, CheckField... resets) {
        return checks.update(id, version, given, List.of(resets));
    }

    @Override
    public void delete(String id) {
        checks.delete(id);
    }

    @Override
    public HealthCheck.Page list(String marker, int most) {
        return checks.list(marker, most);
    }

    @Override
    public List<HealthCheck.Observation> status(String id) {
        return checks.status(id);
    }

    @Override
    public void changeTags(String id, Map<String, String> add, List<String> remove) {
        checks.changeTags(id, add, remove);
    }

    @Override
    public Map<String, String> tags(String id) {
        return checks.tags(id);
    }
}
