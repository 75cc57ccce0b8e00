package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.json.BadJson;
import io.regent.json.JsonObject;
import io.regent.json.JsonPlace;
import io.regent.json.JsonText;
import io.regent.report.ProbeNews;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The functions' log lines for a person: one short line each, but for the latency of every session, which is in the log
 * alone. A line that a region says again and again is told once. Thread-safe.
 */
public final class News {
    private static final int LINES_KEPT = 12;
    // About two lines of a terminal; the whole is in the log.
    private static final int MOST_CHARACTERS = 180;
    private static final String NOTHING_YET = "nothing yet";
    private static final JsonText LATENCY = new JsonText(ProbeNews.LATENCY);
    private static final String MACHINE = "machine-";

    private final Consumer<String> reader;
    private final Map<Region, String> lastOf = new HashMap<>();
    private final Deque<String> latest = new ArrayDeque<>();
    private String lastDecision = NOTHING_YET;

    /** @param reader hears each line as it comes, on the thread that logged */
    public News(Consumer<String> reader) {
        this.reader = reader;
    }

    /** Hears a log line of a function in a region. */
    public void hear(Region region, JsonObject line) {
        if (line.get("message").filter(LATENCY::equals).isPresent()) {
            return;
        }
        String told = tell(region, line);
        synchronized (this) {
            String text = told.substring(told.indexOf(' ') + 1);
            if (text.equals(lastOf.put(region, text))) {
                return;
            }
            if (latest.size() == LINES_KEPT) {
                latest.removeFirst();
            }
            latest.addLast(told);
            if (line.get("rule").isPresent()) {
                lastDecision = told;
            }
        }
        reader.accept(told);
    }

    /** The latest lines, oldest first. */
    public synchronized List<String> latest() {
        return List.copyOf(latest);
    }

    /** The latest line that tells of a decision. */
    public synchronized String lastDecision() {
        return lastDecision;
    }

    /** A log line in a few words, with the time of day (UTC) and the region that it came from. */
    static String tell(Region region, JsonObject line) {
        JsonPlace top = JsonPlace.top(line);
        try {
            String time = top.field("timestamp").text();
            String said = top.find("rule").isPresent() ? decision(top) : other(top);
            String told = "%.8s %s: %s".formatted(time.substring(time.indexOf('T') + 1), region, said);
            return told.length() <= MOST_CHARACTERS ? told : told.substring(0, MOST_CHARACTERS - 1) + "…";
        } catch (BadJson e) {
            throw new IllegalStateException("a log line that nobody can read: " + line, e);
        }
    }

    /** What was decided, where the weights stand now, and what hindered it. */
    private static String decision(JsonPlace top) throws BadJson {
        List<String> said = new ArrayList<>();
        for (JsonPlace ruling : top.field("rulings").elements()) {
            said.add(ruling(ruling));
        }
        List<JsonPlace> attempts = top.field("attempts").elements();
        JsonPlace last = attempts.getLast();
        for (JsonPlace end : last.field("ended").elements()) {
            said.add("the " + end.text() + " is over");
        }
        for (JsonPlace problem : last.field("problems").elements()) {
            said.add(problem.text());
        }
        String outcome = last.field("outcome").text();
        if (outcome.startsWith("accepted")) {
            List<String> weights = new ArrayList<>();
            for (Map.Entry<String, JsonPlace> weight :
                    top.field("weights").fields().entrySet()) {
                weights.add(weight.getKey() + " " + weight.getValue().whole(0, 255));
            }
            said.add("weights " + String.join(", ", weights));
        } else if (!outcome.equals("nothing to do")) {
            said.add(outcome);
        }
        String control = top.field("routingControl").field("outcome").text();
        if (!control.equals("put")) {
            said.add("routing control " + control);
        }
        if (said.isEmpty()) {
            said.add("leaves everything as it is");
        }
        String drill = top.field("drill").bool() ? ", a drill" : "";
        return top.field("rule").text() + drill + " | " + String.join("; ", said);
    }

    private static String ruling(JsonPlace ruling) throws BadJson {
        String endpoint = ruling.field("endpoint").text();
        return switch (ruling.field("ruling").text()) {
            case "drain" -> "drains " + endpoint;
            case "call in" -> "calls " + endpoint + " in";
            case "pass over" -> "passes " + endpoint + " over";
            case "keep out" -> "keeps " + endpoint + " out";
            case "adopt" -> "takes " + endpoint + " into the ledger";
            case "step back" ->
                "gives " + endpoint + " " + ruling.field("percent").whole(0, 100) + " % of its share";
            case "refuse to drain" ->
                "refuses to drain " + endpoint + ": " + ruling.field("why").text();
            default -> ruling.field("ruling").text() + " " + endpoint;
        };
    }

    private static String other(JsonPlace top) throws BadJson {
        String message = top.field("message").text();
        if (top.find("action").isPresent()) {
            return top.find("asked").isPresent() ? answered(top) : message + about(top);
        }
        if (top.find("why").isPresent()) {
            return message + ": " + top.field("why").text();
        }
        if (top.find("refused").isPresent()) {
            return message + ": " + top.field("refused").text();
        }
        if (top.find("steps").isPresent()) {
            return message + ": " + steps(top.field("steps"));
        }
        return top.find("missed").isPresent()
                ? message + ": "
                        + top.field("missed").fields().keySet().stream().collect(Collectors.joining(", "))
                : message;
    }

    /** What was asked for, of which region and for how long, by whom, and what it came to. */
    private static String answered(JsonPlace top) throws BadJson {
        JsonPlace asked = top.field("asked");
        List<String> said = new ArrayList<>();
        if (asked.find("region").isPresent()) {
            said.add(asked.field("region").text());
        }
        if (asked.find("for").isPresent()) {
            said.add("for " + asked.field("for").text());
        }
        said.add("by " + (top.find("by").isPresent() ? top.field("by").text() : "somebody"));
        String outcome = top.field("outcome").text();
        if (top.find("preflight").isPresent()) {
            JsonPlace found = top.field("preflight");
            outcome += ", %d FAIL, %d WARN"
                    .formatted(
                            found.field("fail").whole(0, Integer.MAX_VALUE),
                            found.field("warn").whole(0, Integer.MAX_VALUE));
        }
        return top.field("action").text() + " | " + String.join(" ", said) + ": " + outcome;
    }

    /** What is wrong with a request, or of which endpoints a report is that nobody asked for. */
    private static String about(JsonPlace top) throws BadJson {
        List<String> said = new ArrayList<>();
        if (top.find("problems").isPresent()) {
            for (JsonPlace problem : top.field("problems").elements()) {
                said.add(problem.text());
            }
        }
        top.fields().keySet().stream()
                .filter(name -> name.startsWith(MACHINE))
                .map(name -> name.substring(MACHINE.length()))
                .sorted()
                .forEach(said::add);
        return said.isEmpty() ? "" : ": " + String.join("; ", said);
    }

    private static String steps(JsonPlace steps) throws BadJson {
        List<String> said = new ArrayList<>();
        for (JsonPlace step : steps.elements()) {
            String came = step.field("came").text();
            if (!came.equals("well")) {
                said.add(step.field("step").text() + " " + came + ", "
                        + step.field("what").text());
            }
        }
        return said.isEmpty() ? "well" : String.join("; ", said);
    }
}
