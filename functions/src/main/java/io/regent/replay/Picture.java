package io.regent.replay;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The courses one below the other over time, each with a row for each endpoint: its colour while it serves, pale while
 * it returns, empty while it is out, a line below it while it was DOWN. The same courses give the same text.
 */
final class Picture {
    /** The most endpoints that are drawn: those of which there is most to see. */
    static final int MOST_ENDPOINTS = 8;

    private static final int WIDTH = 900;
    private static final int LEFT = 130;
    private static final int RIGHT = 876;
    private static final int EDGE = 24;
    private static final int TOP = 92;
    private static final int TITLE = 20;
    private static final int ROW = 18;
    private static final int BAR = 11;
    private static final int DOWN_BAR = 3;
    private static final int GAP = 10;
    private static final int PIXELS_OF_A_CHARACTER = 7;
    private static final int MOST_TICKS = 9;

    /** So that what lasts a moment is seen too. */
    private static final double LEAST_WIDTH = 1.5;

    private static final List<Integer> STEPS_OF_SECONDS =
            List.of(1, 5, 10, 30, 60, 300, 600, 900, 1_800, 3_600, 7_200, 10_800);

    // A card with a ground of its own reads well on a page of any colour; the media query follows the reader's. The
    // colours of the endpoints are Okabe and Ito's, which people who see fewer colours can tell apart.
    private static final String STYLE = """

        text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #24292f; }
        .card { fill: #ffffff; stroke: #d0d7de; }
        .title { font-size: 16px; font-weight: 600; }
        .lane { font-weight: 600; }
        .quiet { fill: #57606a; }
        .grid { stroke: #8c959f; stroke-opacity: 0.35; }
        .axis { stroke: #57606a; }
        .out { fill: #ffffff; stroke: #8c959f; stroke-width: 0.6; }
        .untold { fill: #8c959f; fill-opacity: 0.35; }
        .down { fill: #d55e00; }
        .refused { fill: #24292f; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6edf3; }
          .card { fill: #0d1117; stroke: #30363d; }
          .quiet { fill: #9198a1; }
          .axis { stroke: #9198a1; }
          .out { fill: #0d1117; }
          .refused { fill: #e6edf3; }
        }
        """;
    private static final List<String> COLOURS =
            List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#b8a800", "#7f7f7f", "#8a5fbf");

    private final Service service;
    private final Span period;
    private final List<Course> courses;
    private final List<Region> endpoints;
    private final Svg svg = new Svg();

    Picture(Service service, Span period, List<Course> courses) {
        this.service = service;
        this.period = period;
        this.courses = List.copyOf(courses);
        this.endpoints = drawn();
    }

    /** Those that were out or DOWN in some course before the others, in the fleet's order. */
    private List<Region> drawn() {
        List<Region> all = service.endpoints().stream().map(Endpoint::region).toList();
        List<Region> eventful = new ArrayList<>(all.stream()
                .filter(region -> courses.stream().anyMatch(course -> isEventful(course, region)))
                .limit(MOST_ENDPOINTS)
                .toList());
        all.stream()
                .filter(region -> !eventful.contains(region))
                .limit(MOST_ENDPOINTS - eventful.size())
                .forEach(eventful::add);
        return all.stream().filter(eventful::contains).toList();
    }

    private static boolean isEventful(Course course, Region region) {
        return course.moves(region) > 0 || !course.down(region).isEmpty();
    }

    /** The picture as a document of its own. */
    String svg() {
        int lane = TITLE + endpoints.size() * ROW + GAP;
        int bottom = TOP + courses.size() * lane;
        int height = bottom + 48;
        svg.begin(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "width",
                WIDTH,
                "height",
                height,
                "role",
                "img",
                "aria-labelledby",
                "title desc");
        String title = service.name() + ", " + Texts.time(period.from()) + " to " + Texts.time(period.until());
        svg.text("title", title, "id", "title");
        svg.text("desc", description(), "id", "desc");
        svg.text("style", STYLE);
        svg.empty("rect", "class", "card", "x", 0.5, "y", 0.5, "width", WIDTH - 1, "height", height - 1, "rx", 8);
        double size = Math.min(16, (RIGHT - EDGE) / (0.61 * title.length()));
        svg.text("text", title, "class", "title", "style", "font-size: " + Svg.number(size) + "px", "x", EDGE, "y", 30);
        drawLegend();
        drawAxis(bottom);
        for (int i = 0; i < courses.size(); i++) {
            drawLane(courses.get(i), TOP + i * lane);
        }
        return svg.end().document();
    }

    private String description() {
        return courses.stream()
                        .map(course -> course.name() + ": "
                                + endpoints.stream()
                                        .map(region -> region + " out " + Texts.minutes(course.time(region, Doing.OUT))
                                                + " min" + untold(course.time(region, Doing.UNTOLD)))
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "))
                + ".";
    }

    private static String untold(Duration time) {
        return time.isZero() ? "" : " and not known " + Texts.minutes(time) + " min";
    }

    private void drawLegend() {
        double x = EDGE;
        for (int i = 0; i < endpoints.size() && i < 4; i++) {
            x = key(x, 44, endpoints.get(i) + " serves", "fill", COLOURS.get(i));
        }
        x = EDGE;
        x = key(x, 64, "returns by steps", "fill", COLOURS.getFirst(), "fill-opacity", 0.45);
        x = key(x, 64, "out", "class", "out");
        svg.empty("rect", "class", "down", "x", x, "y", 68, "width", 11, "height", DOWN_BAR);
        svg.text("text", "judged DOWN", "x", x + 17, "y", 74);
        x += 17 + 11 * PIXELS_OF_A_CHARACTER + 18;
        svg.empty("path", "class", "refused", "d", triangle(x + 5, 66));
        svg.text("text", "a drain refused", "x", x + 17, "y", 74);
        x += 17 + 15 * PIXELS_OF_A_CHARACTER + 18;
        key(x, 64, "not known", "class", "untold");
    }

    /** Draws an entry of the legend; where the next one begins. */
    private double key(double x, int y, String text, Object... attributes) {
        List<Object> all = new ArrayList<>(List.of("x", x, "y", y, "width", 11, "height", 11, "rx", 2));
        all.addAll(List.of(attributes));
        svg.empty("rect", all.toArray());
        svg.text("text", text, "x", x + 17, "y", y + 10);
        return x + 17 + text.length() * PIXELS_OF_A_CHARACTER + 18;
    }

    private void drawAxis(int bottom) {
        svg.empty("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", bottom, "y2", bottom);
        long length = Math.max(1, period.length().toSeconds());
        int step = STEPS_OF_SECONDS.stream()
                .filter(seconds -> length / seconds <= MOST_TICKS)
                .findFirst()
                .orElse(STEPS_OF_SECONDS.getLast());
        long first = Math.ceilDiv(period.from().getEpochSecond(), step) * (long) step;
        for (long second = first; second <= period.until().getEpochSecond(); second += step) {
            Instant at = Instant.ofEpochSecond(second);
            if (!at.isBefore(period.from())) {
                double x = x(at);
                svg.empty("line", "class", "grid", "x1", x, "x2", x, "y1", TOP, "y2", bottom);
                svg.empty("line", "class", "axis", "x1", x, "x2", x, "y1", bottom, "y2", bottom + 5);
                String label = Texts.clock(at, step < 60);
                svg.text("text", label, "class", "quiet", "x", x, "y", bottom + 19, "text-anchor", "middle");
            }
        }
        svg.text("text", "UTC", "class", "quiet", "x", RIGHT, "y", bottom + 37, "text-anchor", "end");
    }

    private void drawLane(Course course, int top) {
        svg.text("text", course.name(), "class", "lane", "x", EDGE, "y", top + 13);
        for (int i = 0; i < endpoints.size(); i++) {
            Region region = endpoints.get(i);
            int y = top + TITLE + i * ROW;
            svg.text("text", region.id(), "class", "quiet", "x", LEFT - 8, "y", y + 10, "text-anchor", "end");
            String colour = COLOURS.get(i);
            bars(course.spans(region, Doing.SERVES::equals), y, BAR, "serves", "fill", colour);
            bars(course.spans(region, Doing.RETURNS::equals), y, BAR, "returns", "fill", colour, "fill-opacity", 0.45);
            bars(course.spans(region, Doing.STANDS_BY::equals), y + BAR / 2, 1, "stands by", "fill", colour);
            bars(course.spans(region, Doing.UNTOLD::equals), y, BAR, "not known", "class", "untold");
            bars(course.spans(region, Doing.OUT::equals), y, BAR, "out", "class", "out");
            bars(course.down(region), y + BAR + 1, DOWN_BAR, "judged DOWN", "class", "down");
            drawRefusals(course, region, y);
        }
    }

    /** One shape for all spans of a kind; what is too short to be told from its neighbour is one with it. */
    private void bars(List<Span> spans, int y, int height, String what, Object... attributes) {
        StringBuilder path = new StringBuilder();
        double from = Double.NaN;
        double until = Double.NaN;
        for (Span span : spans) {
            double begin = x(span.from());
            double end = Math.max(x(span.until()), begin + LEAST_WIDTH);
            if (begin <= until + 0.1) {
                until = Math.max(until, end);
            } else {
                append(path, from, until, y, height);
                from = begin;
                until = end;
            }
        }
        append(path, from, until, y, height);
        if (!path.isEmpty()) {
            List<Object> all = new ArrayList<>(List.of("d", path.toString()));
            all.addAll(List.of(attributes));
            svg.begin("path", all.toArray()).text("title", what).end();
        }
    }

    private static void append(StringBuilder path, double from, double until, int y, int height) {
        if (!Double.isNaN(from)) {
            path.append('M').append(Svg.number(from)).append(' ').append(y);
            path.append('H').append(Svg.number(Math.min(until, RIGHT)));
            path.append('v').append(height);
            path.append('H').append(Svg.number(from)).append('z');
        }
    }

    private void drawRefusals(Course course, Region region, int y) {
        StringBuilder path = new StringBuilder();
        double last = Double.NEGATIVE_INFINITY;
        for (Refusal refusal : course.refusals()) {
            double x = x(refusal.span().from());
            if (refusal.endpoint().equals(region) && x > last + 4) {
                path.append(triangle(x, y - 3));
                last = x;
            }
        }
        if (!path.isEmpty()) {
            svg.begin("path", "class", "refused", "d", path)
                    .text("title", "a drain refused")
                    .end();
        }
    }

    private static String triangle(double x, int y) {
        return "M" + Svg.number(x - 4) + " " + y + "h8l-4 7z";
    }

    private double x(Instant at) {
        return LEFT
                + (double) (RIGHT - LEFT)
                        * Duration.between(period.from(), at).toMillis()
                        / Math.max(1, period.length().toMillis());
    }
}
