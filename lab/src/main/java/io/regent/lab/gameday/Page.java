package io.regent.lab.gameday;

import io.regent.json.BadJson;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.lab.drills.Report;
import io.regent.lab.svg.ShareChart;
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
 * The page that tells of a day: one HTML document that needs nothing beside it, and follows the reader's colours and
 * the width of the screen. What is not needed to see how the day went is folded away, and then not printed either.
 */
final class Page {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private static final String FIGURE = " class=\"figure\"";

    /** How long the first evacuation in the account is to last, as docs/drills.md has it. */
    static final String FOR = "\"for\": \"10m\"";

    private static final int WIDE = 900;
    private static final int NARROW = 380;

    // The picture's own style stands in the page too: no class here has the name of one there.
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1f2328; --quiet: #57606a; --ground: #ffffff; --shade: #f6f8fa;
              --line: #d0d7de; --good: #1a7f37; --bad: #b42318; }
            body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; color: var(--ink);
              background: var(--ground); max-width: 58rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word; }
            h1 { margin-bottom: 0; }
            h2 { margin-top: 2.25rem; border-bottom: 1px solid var(--line); padding-bottom: 0.25rem; }
            h3 { margin-top: 1.5rem; }
            a { color: inherit; }
            code { overflow-wrap: anywhere; }
            .under { color: var(--quiet); margin-top: 0.25rem; }
            .verdict { border-left: 0.35rem solid var(--good); background: var(--shade); padding: 0.75rem 1rem; }
            .verdict.failed { border-color: var(--bad); }
            table { border-collapse: collapse; width: 100%; }
            th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid var(--line); }
            td.figure, th.figure { text-align: right; font-variant-numeric: tabular-nums; }
            td.figure { white-space: nowrap; }
            pre { background: var(--shade); padding: 0.75rem 1rem; overflow-x: auto; font-size: 0.78rem; line-height: 1.35;
              border: 1px solid var(--line); }
            figure { margin: 1rem 0; }
            figure svg { display: block; max-width: 100%; height: auto; }
            figure .small { display: none; }
            figcaption { margin-top: 0.75rem; }
            .meanwhile { list-style: none; margin: 1rem 0; padding: 0; columns: 17rem; font-size: 0.85rem; }
            .meanwhile li { break-inside: avoid; display: flex; gap: 0.5rem; }
            .meanwhile b { flex: 0 0 1.2rem; text-align: center; }
            .meanwhile .clock { flex: 0 0 3.6rem; text-align: right; }
            .plain { list-style: none; padding-left: 0; }
            .yes::before { content: "\\2713  "; color: var(--good); font-weight: 700; }
            .no::before { content: "\\2717  "; color: var(--bad); font-weight: 700; }
            .found { color: var(--quiet); }
            .clock { color: var(--quiet); font-variant-numeric: tabular-nums; }
            summary { cursor: pointer; padding: 0.35rem 0; }
            summary h3 { display: inline; font-size: 1rem; }
            .folds > details { border-bottom: 1px solid var(--line); }
            .folds > details > *:not(summary) { margin-left: 1.1rem; }
            @media (max-width: 40rem) {
              body { margin: 1rem auto; }
              figure .large { display: none; }
              figure .small { display: block; }
              table, tbody, tr, td { display: block; }
              thead { display: none; }
              tr { border-bottom: 1px solid var(--line); padding: 0.5rem 0; }
              td, td.figure { border: 0; padding: 0; text-align: left; white-space: normal; }
              td:empty { display: none; }
              td.number { float: left; margin-right: 0.5rem; }
              td[data-label] { display: inline-block; margin-right: 1rem; }
              td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet); }
              .folds > details > *:not(summary) { margin-left: 0; }
            }
            @media (prefers-color-scheme: dark) {
              :root { --ink: #e6edf3; --quiet: #9198a1; --ground: #0d1117; --shade: #161b22; --line: #30363d;
                --good: #3fb950; --bad: #f85149; }
            }
            @media print {
              :root { color-scheme: light; --ink: #000000; --quiet: #444444; --ground: #ffffff; --shade: #ffffff;
                --line: #999999; --good: #1a7f37; --bad: #b42318; }
              @page { size: A4; margin: 11mm; }
              html { font-size: 8.5pt; }
              body { font-size: 8.5pt; line-height: 1.3; max-width: none; margin: 0; padding: 0; }
              h1, h2, h3 { margin: 0.8em 0 0.25em; font-size: 1.2em; break-after: avoid; }
              h1 { font-size: 1.8em; margin: 0; }
              p, ul, figure, .meanwhile { margin: 0.35em 0; }
              .verdict { padding: 0.35em 0.8em; }
              th, td { padding: 0.1em 0.6em 0.1em 0; white-space: nowrap; }
              pre { font-size: 7pt; white-space: pre-wrap; }
              figure, tr, li { break-inside: avoid; }
              figure svg { max-height: 5.5cm; margin: 0 auto; }
              figcaption { margin-top: 0.35em; }
              details:not([open]), .folds:not(:has(details[open])), .unprinted { display: none; }
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
        where();
        folds();
        line("</body>");
        line("</html>");
        return html.toString();
    }

    private void head() {
        element("h1", "Game day");
        line("<p class=\"under\">" + escaped(World.SERVICE) + " · " + DATE.format(day.begun()) + ", "
                + MINUTE.format(day.begun()) + " to " + MINUTE.format(day.ended()) + " UTC ("
                + words(Duration.between(day.begun(), day.ended()))
                + ") · in Regent's lab, by <code>make gameday</code></p>");
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
                        ? "Every end came, and the fleet recovered from each exercise. " + escaped(lost())
                        : "What was missed is listed under <a href=\"#found\">What was found</a>."));
        line("</div>");
    }

    private String lost() {
        long sent = day.exercises().stream().mapToLong(Exercise::requests).sum();
        long lost = day.exercises().stream().mapToLong(Exercise::lost).sum();
        return lost == 0
                ? "Clients sent " + count(sent, "request") + " meanwhile, and none failed."
                : "Of the " + count(sent, "request") + " that clients sent meanwhile " + lost
                        + " failed, all in exercises with a real outage.";
    }

    private void picture() {
        element("h2", "The day");
        line("<figure>");
        line("<div class=\"large\">");
        html.append(day.shares().part("large", WIDE));
        line("</div>");
        line("<div class=\"small\">");
        html.append(day.shares().part("small", NARROW));
        line("</div>");
        line("<figcaption class=\"found\">Which region the answers of DNS named, half a second after half a second. The"
                + " numbers below the axis are the exercises, the letters what happened meanwhile. DNS may leave a region"
                + " out before its weight is 0: the records are aliases that evaluate the health of their targets, so"
                + " Route 53 by itself stops naming a load balancer with nothing healthy behind it.</figcaption>");
        line("</figure>");
        List<ShareChart.Mark> marks = day.shares().marks();
        if (!marks.isEmpty()) {
            line("<ol class=\"meanwhile\">");
            for (int i = 0; i < marks.size(); i++) {
                line("<li><b>" + day.shares().sign(i) + "</b> <span class=\"clock\">"
                        + Notebook.seconds(marks.get(i).at()) + "</span> <span>"
                        + escaped(marks.get(i).label()) + "</span></li>");
            }
            line("</ol>");
        }
    }

    private void practised() {
        element("h2", "What was practised, and by whom");
        line("<table><thead><tr><th></th><th>exercise</th><th>by</th><th class=\"figure\">begun</th>"
                + "<th class=\"figure\">took</th><th class=\"figure\">expectations met</th>"
                + "<th class=\"figure\">clients' requests that failed</th></tr></thead><tbody>");
        int number = 0;
        for (Exercise exercise : day.exercises()) {
            number++;
            line("<tr><td class=\"number\">" + number + "</td><td><a href=\"#exercise-" + number + "\">"
                    + escaped(exercise.title())
                    + "</a></td>"
                    + cell("by", "", escaped(String.join(", ", exercise.people())))
                    + cell("begun", FIGURE, SECOND.format(exercise.begun()))
                    + cell("took", FIGURE, words(Duration.between(exercise.begun(), exercise.ended())))
                    + cell("expectations met", FIGURE, met(exercise.expectations()))
                    + cell("clients' requests that failed", FIGURE, exercise.lost() + " of " + exercise.requests())
                    + "</tr>");
        }
        line("<tr><td></td><td><a href=\"#throughout\">throughout the day</a></td><td></td><td></td><td></td>"
                + cell("expectations met", FIGURE, met(day.throughout())) + "<td></td></tr>");
        line("</tbody></table>");
        line("<p>The people are played by a script, and so are the faults.</p>");
    }

    /** @param style the beginning of the element's further attributes; may be empty */
    private static String cell(String label, String style, String text) {
        return "<td" + style + " data-label=\"" + label + "\">" + text + "</td>";
    }

    private static String met(List<Expectation> expectations) {
        return expectations.stream().filter(Expectation::met).count() + " of " + expectations.size();
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
            line("<p>No expectation was missed.</p>");
        } else {
            line("<ul class=\"plain\">");
            found.forEach(this::line);
            line("</ul>");
        }
        warnings();
        String outages = day.exercises().stream()
                .filter(exercise -> exercise.lost() > 0)
                .map(exercise -> exercise.lost() + " of " + exercise.requests() + " during “" + exercise.title() + "”")
                .collect(Collectors.joining(", "));
        if (!outages.isEmpty()) {
            line("<p>Requests of clients failed, " + escaped(outages)
                    + ": from the moment that a registry was dead until"
                    + " DNS named the other region. That is what an outage costs; drills that move healthy regions cost"
                    + " nothing.</p>");
        }
    }

    /** What a preflight warned of, or found to fail, once for all regions of which it said the same. */
    private void warnings() {
        Map<String, Set<String>> places = new LinkedHashMap<>();
        for (Moment.Asked asked : reports()) {
            try {
                var checks = asked.report().find("checks");
                if (checks.isPresent()) {
                    for (JsonPlace check : checks.get().elements()) {
                        String result = check.field("result").text();
                        if (!result.equals("OK")) {
                            places.computeIfAbsent(
                                            result + ", " + check.field("check").text() + ": "
                                                    + check.field("why").text(),
                                            any -> new TreeSet<>())
                                    .add(check.field("where").text());
                        }
                    }
                }
            } catch (BadJson e) {
                throw unexpected(e);
            }
        }
        if (!places.isEmpty()) {
            line("<p>Preflight told of more that is to be looked at:</p>");
            line("<ul>");
            places.forEach((what, where) -> line("<li>" + escaped(String.join(" and ", where)) + ": "
                    + escaped(what.replaceAll("\\.*$", "")) + ".</li>"));
            line("</ul>");
        }
    }

    private static IllegalStateException unexpected(BadJson e) {
        return new IllegalStateException("a report that its schema does not allow: " + e.getMessage(), e);
    }

    private void next() {
        element("h2", "What to do next");
        line("<ul>");
        if (day.missed() > 0) {
            line("<li>Mend what was found, and play the day again: <code>make gameday</code>.</li>");
        }
        line("<li>Ask for the same drills in the account, in this order: <code>status</code>, <code>preflight</code>,"
                + " <code>preview</code>, <code>verify</code>, then <code>evacuate</code> with <code>"
                + escaped(FOR)
                + "</code> and everybody watching. <code>docs/drills.md</code> has a first game day in an hour.</li>");
        line("<li>Let the person do it who is on call next, with <code>docs/runbook.md</code> and nobody's help.</li>");
        line(
                "<li>Compare the account's times with those that were measured here, which are folded away: the lab's minute is shorter than AWS's, and only the"
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
        line("<details><summary><h3>What was measured</h3></summary>");
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
            line("<tr><td>" + escaped(Notebook.words(asked.order())) + " at " + SECOND.format(asked.at()) + "</td>"
                    + cell("by", "", escaped(asked.by()))
                    + columns.stream()
                            .map(phase -> cell(
                                    escaped(phase),
                                    FIGURE,
                                    phases.containsKey(phase) ? Notebook.seconds(phases.get(phase)) : "-"))
                            .collect(Collectors.joining())
                    + "</tr>");
        }
        line("</tbody></table>");
        line("</details>");
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
            throw unexpected(e);
        }
        return phases;
    }

    /** Each exercise, and what else an auditor may want; what was missed stands open. */
    private void folds() {
        line("<section class=\"folds\">");
        element("h2", "One by one");
        line("<p class=\"found unprinted\">With every report; what is folded is not printed.</p>");
        day.exercises().forEach(this::exercise);
        throughout();
        measured();
        line("</section>");
    }

    private void exercise(Exercise exercise) {
        int number = day.exercises().indexOf(exercise) + 1;
        fold("exercise-" + number, number + ". " + exercise.title(), exercise.expectations());
        element("p", exercise.purpose());
        element("h4", "Expected");
        expectations(exercise.expectations());
        element("h4", "What happened");
        line("<ol class=\"plain\">");
        for (Moment moment : exercise.moments()) {
            line("<li>" + clock(exercise.begun(), moment.at())
                    + switch (moment) {
                        case Moment.Asked asked -> asked(asked);
                        case Moment.Fault fault -> escaped(fault.words());
                        case Moment.Moved moved -> escaped(moved.words());
                    }
                    + "</li>");
        }
        line("</ol>");
        line("</details>");
    }

    /** Begins a fold. A browser that is led to what is in one opens it. */
    private void fold(String id, String title, List<Expectation> expectations) {
        boolean well = expectations.stream().allMatch(Expectation::met);
        line("<details" + (well ? "" : " open=\"open\"") + "><summary class=\"" + (well ? "yes" : "no") + "\"><h3>"
                + escaped(title) + "</h3> <span class=\"found\">" + met(expectations) + "</span></summary>");
        line("<div id=\"" + id + "\"></div>");
    }

    private static String asked(Moment.Asked asked) {
        return escaped(asked.by()) + " asked " + asked.region() + " for <code>" + escaped(request(asked))
                + "</code>: <strong>" + escaped(Notebook.words(asked.report())) + "</strong> after "
                + Notebook.seconds(asked.took()) + "<details><summary>the report</summary><pre>"
                + escaped(asked.report().text().strip()) + "</pre></details>";
    }

    private static String request(Moment.Asked asked) {
        return Json.write(asked.order().request());
    }

    private static String clock(Instant begun, Instant at) {
        return "<span class=\"clock\">" + SECOND.format(at) + " (+" + Notebook.seconds(Duration.between(begun, at))
                + ")</span> ";
    }

    private void throughout() {
        fold("throughout", "Throughout the day", day.throughout());
        expectations(day.throughout());
        line("</details>");
    }

    private void where() {
        element("h2", "Where this was, and what it does not show");
        line("<p>In Regent's lab, a twin of the AWS behaviour that Regent depends on, made from the templates that are"
                + " deployed: the same functions, over the same wire protocols, each with its own role's rights and no"
                + " others. It does not show how long AWS takes, whether the account's quotas suffice, nor whether people"
                + " find the runbook at night. Clients here ask DNS every few milliseconds and keep no answer; in the"
                + " world they keep one for its TTL.</p>");
        line("<details><summary>The lab's times, and AWS's</summary><ul>");
        day.setting().forEach(one -> element("li", one));
        line("</ul></details>");
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
