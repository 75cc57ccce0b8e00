package io.regent.lab.demo;

/** What is timed in an act. */
enum Step {
    FIRST_FAILED_PROBE("first failed probe"),
    VERDICT("verdict UNHEALTHY"),
    SECOND_OPINIONS("second opinions asked"),
    DECISION("decision: drain"),
    BATCH_ACCEPTED("batch accepted"),
    INSYNC("INSYNC"),
    HEALTH_CHECK("health check says unhealthy"),
    FIRST_STALE_ANSWER("first DNS answer that still named Ireland"),
    LAST_STALE_ANSWER("last DNS answer that still named Ireland"),
    CAUGHT_UP("us-east-1 back to the records caught up"),
    RETURN_5("mended to 5 % of its share"),
    RETURN_25("mended to 25 % of its share"),
    RETURN_100("mended to its whole share");

    private final String words;

    Step(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
