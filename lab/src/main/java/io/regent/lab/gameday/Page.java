package io.regent.lab.gameday;

import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.lab.drills.Report;
import io.regent.lab.world.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The page that tells of a day: one HTML document that needs nothing beside it, follows the reader's colours, and can
 * be printed.
 */
final class Page {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    // The picture's own style stands in the page too: no class here has the name of one there.
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1f2328; --quiet: #57606a; --ground: #ffffff; --shade: #f6f8fa;
              --line: #d0d7de; --good: #1a7f37; --bad: #b42318; }
            body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink);
              background: var(--ground); max-width: 58rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { margin-bottom: 0; }
            h2 { margin-top: 2.5rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
            h3 { margin-top: 2rem; }
            .under { color: var(--quiet); margin-top: 0.25rem; }
            .verdict { border-left: 0.35rem solid var(--good); background: var(--shade); padding: 0.75rem 1rem; }
            .verdict.failed { border-color: var(--bad); }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid var(--line); }
            td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
            pre { background: var(--shade); padding: 0.75rem 1rem; overflow-x: auto; font-size: 0.78rem; line-height: 1.35;
              border: 1px solid var(--line); }
            figure { margin: 1rem 0; }
            figure svg { max-width: 100%; height: auto; }
            .plain { list-style: none; padding-left: 0; }
            .yes::before { content: "\\2713  "; color: var(--good); font-weight: 700; }
            .no::before { content: "\\2717  "; color: var(--bad); font-weight: 700; }
            .found { color: var(--quiet); }
            .clock { color: var(--quiet); font-variant-numeric: tabular-nums; }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6edf3; --quiet: #9198a1; --ground: #0d1117; --shade: #161b22; --line: #30363d;
                --good: #3fb950; --bad: #f85149; }
            }
            @media print {
              :root { color-scheme: light; --ink: #000000; --quiet: #444444; --ground: #ffffff; --shade: #ffffff;
                --line: #999999; --good: #1a7f37; --bad: #b42318; }
              body { font-size: 10.5pt; max-width: none; margin: 0; }
              pre { font-size: 7.5pt; white-space: pre-wrap; }
              h2, h3 { break-after: avoid; }
              figure, tr, li { break-inside: avoid; }
            }
            """;

    private final Day day;
    private final StringBuilder html = new StringBuilder();

    Page(Day day) {
        this.day = day;
    }

    String html() {
        html.setLength(0);
        String title = "Game day: " + World.SERVICE + ", " + DATE.format(day.begun());
        line("<!doctype html>");
        line("<html lang=\"en\">");
        line("<head>");
        line("<meta charset=\"utf-8\"/>");
        line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>");
        line("<title>" + escaped(title) + "</title>");
        line("<style>\n" + STYLE + "</style>");
        line("</head>");
        line("<body>");
        head();
        summary();
        picture();
        practised();
        findings();
        next();
        measured();
        day.exercises().forEach(this::exercise);
        throughout();
        where();
        line("</body>");
        line("</html>");
        return html.toString();
    }

    private void head() {
        element("h1", "Game day");
        line("<p class=\"under\">" + escaped(World.SERVICE) + " · " + DATE.format(day.begun()) + ", "
                + MINUTE.format(day.begun()) + " to " + MINUTE.format(day.ended()) + " UTC ("
                + words(Duration.between(day.begun(), day.ended())) + ") · in Regent's lab</p>");
    }

    private void summary() {
        boolean well = day.missed() == 0;
        line("<div class=\"verdict" + (well ? "" : " failed") + "\">");
        element(
                "strong",
                (day.expected() - day.missed()) + " of " + day.expected() + " expectations were met"
                        + (well ? "." : "; " + day.missed() + (day.missed() == 1 ? " was missed." : " were missed.")));
        long asked = reports().size();
        line("<br/>" + count(day.exercises().size(), "exercise") + " with " + count(asked, "request") + " by "
                + escaped(String.join(" and ", people())) + ". "
                + (well
                        ? "Every end came, nothing was lost, and the fleet recovered from each exercise."
                        : "What was missed is listed under <a href=\"#found\">What was found</a>."));
        line("</div>");
    }

    private void picture() {
        element("h2", "The day");
        line("<figure>");
        html.append(day.shares().svg());
        line("</figure>");
        line("<p class=\"found\">Which region the answers of DNS named, half a second after half a second, and what"
                + " happened meanwhile.</p>");
    }

    private void practised() {
        element("h2", "What was practised, and by whom");
        line("<table><thead><tr><th></th><th>exercise</th><th>by</th><th class=\"figure\">begun</th>"
                + "<th class=\"figure\">took</th><th class=\"figure\">expectations met</th>"
                + "<th class=\"figure\">clients' requests that failed</th></tr></thead><tbody>");
        int number = 0;
        for (Exercise exercise : day.exercises()) {
            number++;
            long expected = exercise.expectations().size();
            line("<tr><td>" + number + "</td><td><a href=\"#exercise-" + number + "\">" + escaped(exercise.title())
                    + "</a></td><td>" + escaped(String.join(", ", exercise.people())) + "</td><td class=\"figure\">"
                    + SECOND.format(exercise.begun()) + "</td><td class=\"figure\">"
                    + words(Duration.between(exercise.begun(), exercise.ended())) + "</td><td class=\"figure\">"
                    + (expected - exercise.missed()) + " of " + expected + "</td><td class=\"figure\">"
                    + exercise.lost() + " of " + exercise.requests() + "</td></tr>");
        }
        line("</tbody></table>");
        line("<p>The people are played by a script, and so are the faults.</p>");
    }

    private void findings() {
        line("<h2 id=\"found\">What was found</h2>");
        List<String> found = new ArrayList<>();
        int number = 0;
        for (Exercise exercise : day.exercises()) {
            number++;
            for (Expectation one : exercise.expectations()) {
                if (!one.met()) {
                    found.add("<li class=\"no\">Exercise " + number + ": it was expected that " + escaped(one.what())
                            + ". Found: " + escaped(one.found().isEmpty() ? "it did not" : one.found()) + ".</li>");
                }
            }
        }
        for (Expectation one : day.throughout()) {
            if (!one.met()) {
                found.add("<li class=\"no\">Throughout: it was expected that " + escaped(one.what()) + ". Found: "
                        + escaped(one.found().isEmpty() ? "it did not" : one.found()) + ".</li>");
            }
        }
        if (found.isEmpty()) {
            line("<p>Nothing that was not expected.</p>");
        } else {
            line("<ul class=\"plain\">");
            found.forEach(this::line);
            line("</ul>");
        }
        for (Exercise exercise : day.exercises()) {
            if (exercise.lost() > 0) {
                line("<p>During “" + escaped(exercise.title()) + "” " + exercise.lost() + " of " + exercise.requests()
                        + " requests of clients failed: from the moment that the registry was dead until DNS named the"
                        + " other region. That is what an outage costs; drills that move healthy regions cost"
                        + " nothing.</p>");
            }
        }
    }

    private void next() {
        element("h2", "What to do next");
        line("<ul>");
        if (day.missed() > 0) {
            line("<li>Mend what was found, and play the day again: <code>make gameday</code>.</li>");
        }
        line("<li>Ask for the same drills in the account, in this order: <code>status</code>, <code>preflight</code>,"
                + " <code>preview</code>, <code>verify</code>, then <code>evacuate</code> for a quarter of an hour with"
                + " everybody watching. <code>docs/drills.md</code> has a first game day in an hour.</li>");
        line("<li>Let the person do it who is on call next, with <code>docs/runbook.md</code> and nobody's help.</li>");
        line("<li>Compare the account's times with those below: the lab's minute is shorter than AWS's, and only the"
                + " account knows its own times to INSYNC and to the last name server.</li>");
        line("</ul>");
    }

    private void measured() {
        List<Moment.Asked> moved = reports().stream()
                .filter(asked -> !phases(asked.report()).isEmpty())
                .toList();
        if (moved.isEmpty()) {
            return;
        }
        element("h2", "What was measured");
        List<String> columns = new ArrayList<>();
        moved.forEach(asked -> phases(asked.report()).keySet().stream()
                .filter(phase -> !columns.contains(phase))
                .forEach(columns::add));
        line("<p>Seconds from the request to the end of each phase, as the reports have them.</p>");
        line("<table><thead><tr><th>drill</th><th>by</th>"
                + columns.stream()
                        .map(phase -> "<th class=\"figure\">" + escaped(phase) + "</th>")
                        .collect(Collectors.joining())
                + "</tr></thead><tbody>");
        for (Moment.Asked asked : moved) {
            Map<String, Duration> phases = phases(asked.report());
            line("<tr><td>" + escaped(Notebook.words(asked.order())) + " at " + SECOND.format(asked.at())
                    + "</td><td>" + escaped(asked.by()) + "</td>"
                    + columns.stream()
                            .map(phase -> "<td class=\"figure\">"
                                    + (phases.containsKey(phase) ? Notebook.seconds(phases.get(phase)) : "-") + "</td>")
                            .collect(Collectors.joining())
                    + "</tr>");
        }
        line("</tbody></table>");
    }

    /** The phases of a report's timeline; none where it has no timeline. */
    private static Map<String, Duration> phases(Report report) {
        Map<String, Duration> phases = new LinkedHashMap<>();
        try {
            var timeline = report.find("timeline");
            if (timeline.isPresent()) {
                for (JsonPlace phase : timeline.get().elements()) {
                    var since = phase.find("sinceStartMillis");
                    if (since.isPresent()) {
                        phases.put(
                                phase.field("phase").text(),
                                Duration.ofMillis(
                                        since.get().whole(0, Duration.ofDays(1).toMillis())));
                    }
                }
            }
        } catch (BadJson e) {
            throw new IllegalStateException("a report that its schema does not allow: " + e.getMessage(), e);
        }
        return phases;
    }

    private void exercise(Exercise exercise) {
        int number = day.exercises().indexOf(exercise) + 1;
        line("<h2 id=\"exercise-" + number + "\">" + number + ". " + escaped(exercise.title()) + "</h2>");
        element("p", exercise.purpose());
        element("h3", "Expected");
        expectations(exercise.expectations());
        element("h3", "What happened");
        line("<ol class=\"plain\">");
        for (Moment moment : exercise.moments()) {
            line("<li>" + clock(exercise.begun(), moment.at())
                    + switch (moment) {
                        case Moment.Asked asked ->
                            escaped(asked.by()) + " asked " + asked.region() + " for <code>" + escaped(request(asked))
                                    + "</code>: <strong>" + escaped(Notebook.words(asked.report())) + "</strong> after "
                                    + Notebook.seconds(asked.took());
                        case Moment.Fault fault -> escaped(fault.words());
                        case Moment.Moved moved -> escaped(moved.words());
                    }
                    + "</li>");
        }
        line("</ol>");
        element("h3", "Reports");
        exercise.asked()
                .forEach(asked -> line("<pre>" + escaped(asked.report().text().strip()) + "</pre>"));
    }

    private static String request(Moment.Asked asked) {
        return Json.write(asked.order().request());
    }

    private static String clock(Instant begun, Instant at) {
        return "<span class=\"clock\">" + SECOND.format(at) + " (+" + Notebook.seconds(Duration.between(begun, at))
                + ")</span> ";
    }

    private void throughout() {
        element("h2", "Throughout the day");
        expectations(day.throughout());
    }

    private void where() {
        element("h2", "Where this was, and what it does not show");
        line("<p>In Regent's lab, a twin of the AWS behaviour that Regent depends on, made from the templates that are"
                + " deployed: the same functions, over the same wire protocols, each with its own role's rights and no"
                + " others. Its times are shorter:</p>");
        line("<ul>");
        day.setting().forEach(one -> element("li", one));
        line("</ul>");
        line("<p>It does not show how long AWS takes, whether the account's quotas suffice, nor whether people find the"
                + " runbook at night. Clients here ask DNS every few milliseconds and keep no answer; in the world they"
                + " keep one for its TTL.</p>");
        line("<p class=\"found\">Made by <code>make gameday</code>.</p>");
    }

    private void expectations(List<Expectation> expectations) {
        line("<ul class=\"plain\">");
        for (Expectation one : expectations) {
            line("<li class=\"" + (one.met() ? "yes" : "no") + "\">" + escaped(one.what())
                    + (one.found().isEmpty() ? "" : " <span class=\"found\">(" + escaped(one.found()) + ")</span>")
                    + "</li>");
        }
        line("</ul>");
    }

    private List<Moment.Asked> reports() {
        return day.exercises().stream()
                .flatMap(exercise -> exercise.asked().stream())
                .toList();
    }

    private Set<String> people() {
        return day.exercises().stream()
                .flatMap(exercise -> exercise.people().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String words(Duration time) {
        return time.toSeconds() < 100
                ? Notebook.seconds(time)
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private void element(String name, String text) {
        line("<" + name + ">" + escaped(text) + "</" + name + ">");
    }

    private void line(String text) {
        html.append(text).append('\n');
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
