package io.regent.lab.place;

/**
 * What a load balancer holds of its target, as Elastic Load Balancing counts it: some checks in a row change it, but
 * the first check decides alone ("it must pass one health check to be considered healthy").
 *
 * @param opposing checks in a row that spoke against {@code state}
 */
record TargetHealth(State state, int opposing) {
    enum State {
        INITIAL,
        HEALTHY,
        UNHEALTHY
    }

    static final TargetHealth INITIAL = new TargetHealth(State.INITIAL, 0);

    TargetHealth after(boolean passed, LoadBalancerSettings settings) {
        State says = passed ? State.HEALTHY : State.UNHEALTHY;
        if (says == state) {
            return new TargetHealth(state, 0);
        }
        int needed =
                switch (state) {
                    case INITIAL -> 1;
                    case HEALTHY -> settings.fall();
                    case UNHEALTHY -> settings.rise();
                };
        return opposing + 1 >= needed ? new TargetHealth(says, 0) : new TargetHealth(state, opposing + 1);
    }
}
