package io.regent.lab.twin.route53;

import java.util.List;
import java.util.function.Predicate;

/**
 * Other health checks, counted whenever somebody asks. "If you specify a number greater than the number of child health
 * checks, Route 53 always considers this health check to be unhealthy. If you specify 0, … always … healthy" (API
 * model, HealthThreshold).
 *
 * @param counts whether a child counts as healthy: its status with inversion; a disabled one is healthy, one that was
 *     deleted is not
 */
record ChildrenWatch(Watched.Children children, Predicate<String> counts) implements Watch {
    @Override
    public Watch after(Watch older) {
        return this;
    }

    @Override
    public void begin() {}

    @Override
    public void end() {}

    @Override
    public boolean healthy() {
        return children.ids().stream().filter(counts).count() >= children.threshold();
    }

    @Override
    public List<HealthCheck.Observation> observations() {
        return List.of();
    }
}
