package io.regent.report;

/** The dimensions of the metrics. */
public enum Dimension {
    /** The service's name. */
    SERVICE("Service"),
    /** The endpoint's region. */
    ENDPOINT("Endpoint"),
    /** The region that probed. */
    VANTAGE("Vantage"),
    /** {@code weights} or {@code routing-control}. */
    LEVER("Lever"),
    /** The name of the rule. */
    RULE("Rule");

    private final String label;

    Dimension(String label) {
        this.label = label;
    }

    /** Its name in CloudWatch. */
    public String label() {
        return label;
    }
}
