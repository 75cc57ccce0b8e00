package io.regent.lab.twin.route53;

import org.junit.jupiter.api.Nested;

/** The contract by plain calls to the core. */
class Route53TwinTest {
    @Nested
    class Batches extends Route53BatchContract {
        @Override
        protected Route53Account account() {
            return new TwinAccount(twin);
        }
    }

    @Nested
    class Rules extends Route53RulesContract {
        @Override
        protected Route53Account account() {
            return new TwinAccount(twin);
        }
    }

    @Nested
    class Checks extends HealthCheckContract {
        @Override
        protected Route53Account account() {
            return new TwinAccount(twin);
        }

        @Override
        protected HealthCheckAccount checks() {
            return new TwinHealthChecks(twin.healthChecks());
        }
    }

    @Nested
    class Lists extends Route53ListingContract {
        @Override
        protected Route53Account account() {
            return new TwinAccount(twin);
        }
    }
}
