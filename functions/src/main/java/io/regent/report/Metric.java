package io.regent.report;

/** The metrics; {@code docs/metrics.md} says what each is for. */
public enum Metric {
    /** What a vantage holds of an endpoint: 1 HEALTHY, 0 UNHEALTHY; nothing while it is UNKNOWN. */
    VERDICT("Verdict", Unit.NONE, true),
    /**
     * How many endpoints of a service a vantage does not hold HEALTHY. All vantages put the same metric, so that one
     * reading of its maximum tells whether there is anything to look at.
     */
    UNWELL("Unwell", Unit.COUNT, false),
    /**
     * The lever: 1 serve, 0 do not. An alarm on it feeds Route 53 health checks, which take standard resolution alone.
     */
    ROUTING_CONTROL("RoutingControl", Unit.NONE, false),
    /** Whether a lever did, or could have done, what was decided: 1 or 0. */
    LEVER_HEALTHY("LeverHealthy", Unit.NONE, false),
    /** How many endpoints of a service are really judged DOWN, whatever a drill says; nothing while none is. */
    DOWN("Down", Unit.COUNT, false),
    /** 1 while an outage drill is on for a service; nothing while none is. */
    DRILL("Drill", Unit.COUNT, false),
    /** 1 for each run, by the rule that decided; nothing for {@code steady}. */
    DECISION("Decision", Unit.COUNT, false),
    /** Whether the last preflight of a region found that a failover would work: 1 or 0. */
    PREFLIGHT_HEALTHY("Regent/Preflight", "PreflightHealthy", Unit.NONE, false);

    /** CloudWatch's units. */
    public enum Unit {
        NONE,
        COUNT
    }

    private final String namespace;
    private final String label;
    private final Unit unit;
    private final boolean highResolution;

    Metric(String label, Unit unit, boolean highResolution) {
        this("Regent", label, unit, highResolution);
    }

    Metric(String namespace, String label, Unit unit, boolean highResolution) {
        this.namespace = namespace;
        this.label = label;
        this.unit = unit;
        this.highResolution = highResolution;
    }

    /**
     * Where it is in CloudWatch. The right to put metrics knows no names, but namespaces: what is put by whom may not
     * move traffic is in one of its own.
     */
    public String namespace() {
        return namespace;
    }

    /** Its name in CloudWatch. */
    public String label() {
        return label;
    }

    public Unit unit() {
        return unit;
    }

    /** Whether it is kept by the second, so that its history tells exactly when something changed. */
    public boolean highResolution() {
        return highResolution;
    }
}
