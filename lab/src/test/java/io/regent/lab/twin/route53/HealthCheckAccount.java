package io.regent.lab.twin.route53;

import io.regent.lab.twin.TwinError;
import java.util.List;
import java.util.Map;

/** An account's health checks, reached by a plain call or over the wire. Refusals are {@link TwinError}s either way. */
public interface HealthCheckAccount {
    HealthCheck create(String callerReference, CheckFields config);

    HealthCheck get(String id);

    /** Changes a health check; 0 stands for no version. */
    HealthCheck update(String id, long version, CheckFields given, CheckField... resets);

    void delete(String id);

    HealthCheck.Page list(String marker, int most);

    List<HealthCheck.Observation> status(String id);

    void changeTags(String id, Map<String, String> add, List<String> remove);

    Map<String, String> tags(String id);
}
