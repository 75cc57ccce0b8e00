package io.regent.lab.transcripts;

import io.regent.lab.drills.Report;

/**
 * A request that was made, and what came of it.
 *
 * @param name of its block in the paper
 * @param command how a person makes it against a running lab
 */
public record Transcript(String name, String command, Report report) {
    /** What a terminal shows. */
    public String text() {
        return "$ " + command + "\n" + report.text().strip();
    }
}
