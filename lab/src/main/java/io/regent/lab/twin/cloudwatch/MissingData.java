package io.regent.lab.twin.cloudwatch;

import io.regent.lab.twin.TwinError;

/** TreatMissingData. */
public enum MissingData {
    BREACHING("breaching", "Breaching"),
    NOT_BREACHING("notBreaching", "NonBreaching"),
    IGNORE("ignore", "Ignore"),
    MISSING("missing", "Missing");

    private final String text;
    private final String inReason;

    MissingData(String text, String inReason) {
        this.text = text;
        this.inReason = inReason;
    }

    /**
     * Reads a mode as the API writes it.
     *
     * @throws TwinError for any other text
     */
    public static MissingData of(String text) {
        for (MissingData mode : values()) {
            if (mode.text.equals(text)) {
                return mode;
            }
        }
        throw Refusal.validation("The value '" + text
                + "' for parameter TreatMissingData is invalid: expected breaching, notBreaching, ignore or missing.");
    }

    /** As the API writes it. */
    public String text() {
        return text;
    }

    /** As a state's reason says it. */
    String inReason() {
        return inReason;
    }
}
