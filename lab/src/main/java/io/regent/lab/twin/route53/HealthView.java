package io.regent.lab.twin.route53;

/** Who says whether records are healthy when a name server chooses between them. */
public interface HealthView {
    /**
     * Everything healthy: a record without a health check always is (Route 53 Developer Guide, "How Amazon Route 53
     * chooses records when health checking is configured").
     */
    HealthView ALL_HEALTHY = new HealthView() {
        @Override
        public boolean checkHealthy(String healthCheckId) {
            return true;
        }

        @Override
        public boolean targetHealthy(AwsName target) {
            return true;
        }
    };

    /** Whether a health check says healthy. */
    boolean checkHealthy(String healthCheckId);

    /** Whether an AWS resource is healthy, for an alias that evaluates its target's health. */
    boolean targetHealthy(AwsName target);
}
