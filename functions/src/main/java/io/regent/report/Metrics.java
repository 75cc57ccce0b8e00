package io.regent.report;

import io.regent.fleet.Region;
import io.regent.lever.PutOutcome;
import java.util.List;

/** The port to the CloudWatch of a region. Bounded in time: a region that is silent costs its deadline and no more. */
public interface Metrics {
    PutOutcome put(Region region, List<Datum> data);
}
