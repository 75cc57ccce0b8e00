package io.regent.lab.svg;

import io.regent.lab.svg.ShareChart.Mark;
import io.regent.lab.svg.ShareChart.Sample;
import io.regent.lab.svg.ShareChart.Series;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Draws a {@link ShareChart}: the stacked shares as steps, a dashed line with a number for each mark, and below them
 * what the numbers stand for. Numbers that would cover each other move apart and keep a line to their place.
 */
final class ShareDrawing {
    private static final int WIDTH = 900;
    private static final int LEFT = 58;
    private static final int RIGHT = 876;
    private static final int TOP = 96;
    private static final int BOTTOM = 296;
    private static final int BADGES = 76;
    private static final int BADGE_RADIUS = 9;
    private static final int BADGE_SPACING = 21;
    private static final int LIST_TOP = 362;
    private static final int LINE = 20;
    private static final int MARGIN = 14;
    private static final List<Integer> STEPS_OF_SECONDS =
            List.of(1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400);
    private static final int MOST_TICKS = 12;
    private static final int PIXELS_OF_A_CHARACTER = 7;

    // A card with a ground of its own reads well on a page of any colour; the media query follows the reader's. The
    // colours of the series are Okabe and Ito's, which people who see fewer colours can tell apart.
    private static final String STYLE = """

            text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #24292f; }
            .card { fill: #ffffff; stroke: #d0d7de; }
            .title { font-weight: 600; }
            .quiet { fill: #57606a; }
            .grid { stroke: #8c959f; stroke-opacity: 0.35; }
            .axis { stroke: #57606a; }
            .halo { stroke: #ffffff; stroke-opacity: 0.55; stroke-width: 2.5; }
            .mark { stroke: #24292f; stroke-dasharray: 3 3; }
            .lead { stroke: #24292f; fill: none; }
            .badge { fill: #24292f; }
            .number { font-size: 10px; font-weight: 600; fill: #ffffff; text-anchor: middle; }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3; }
              .card { fill: #0d1117; stroke: #30363d; }
              .quiet { fill: #9198a1; }
              .axis { stroke: #9198a1; }
              .lead { stroke: #e6edf3; }
              .badge { fill: #e6edf3; }
              .number { fill: #0d1117; }
            }
            """;
    private static final List<String> COLOURS = List.of("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9");

    private final ShareChart chart;
    private final SvgWriter svg = new SvgWriter();
    private final int columns;
    private final int rows;

    ShareDrawing(ShareChart chart) {
        this.chart = chart;
        int longest = chart.marks().stream()
                .mapToInt(mark -> mark.label().length() + "  1234.5 s  ".length())
                .max()
                .orElse(1);
        int fitting = (RIGHT - LEFT) / (longest * PIXELS_OF_A_CHARACTER + 3 * BADGE_RADIUS);
        this.columns = Math.clamp(fitting, 1, 3);
        this.rows = Math.ceilDiv(chart.marks().size(), columns);
    }

    String document() {
        int height = LIST_TOP - LINE / 2 + rows * LINE + MARGIN;
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
        svg.text("title", chart.title(), "id", "title");
        svg.text("desc", description(), "id", "desc");
        svg.text("style", STYLE);
        svg.empty("rect", "class", "card", "x", 0.5, "y", 0.5, "width", WIDTH - 1, "height", height - 1, "rx", 8);
        drawTitle();
        drawLegend();
        drawAreas();
        drawAxes();
        drawMarks();
        drawList();
        return svg.end().document();
    }

    private String description() {
        String names = chart.series().stream().map(Series::name).collect(Collectors.joining(", "));
        String marks = chart.marks().stream()
                .map(mark -> seconds(mark.at()) + " " + mark.label())
                .collect(Collectors.joining("; "));
        return "Share of DNS answers over " + seconds(chart.end()) + " for " + names
                + (marks.isEmpty() ? "." : ". Marked: " + marks + ".");
    }

    /** As large as fits in a line; a bold character is about six tenths of its size wide. */
    private void drawTitle() {
        double size = Math.min(16, (RIGHT - LEFT) / (0.61 * chart.title().length()));
        String style = "font-size: " + SvgWriter.number(size) + "px";
        svg.text("text", chart.title(), "class", "title", "style", style, "x", LEFT, "y", 30);
    }

    private void drawLegend() {
        double x = LEFT;
        for (int i = 0; i < chart.series().size(); i++) {
            String text = chart.series().get(i).name();
            svg.empty("rect", "x", x, "y", 42, "width", 11, "height", 11, "rx", 2, "fill", COLOURS.get(i));
            svg.text("text", text, "x", x + 17, "y", 52);
            x += 17 + text.length() * PIXELS_OF_A_CHARACTER + 18;
        }
    }

    /** Each series' area lies between the sum of the shares below it and that sum with its own. */
    private void drawAreas() {
        for (int i = 0; i < chart.series().size(); i++) {
            svg.begin("path", "fill", COLOURS.get(i), "d", area(i));
            svg.text("title", chart.series().get(i).name());
            svg.end();
        }
    }

    private String area(int index) {
        List<Sample> samples = chart.samples();
        StringBuilder there = new StringBuilder();
        StringBuilder back = new StringBuilder();
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            double from = x(sample.at());
            double to = x(i + 1 < samples.size() ? samples.get(i + 1).at() : chart.end());
            double upper = y(sum(sample, index + 1));
            double lower = y(sum(sample, index));
            there.append(i == 0 ? "M" : "L")
                    .append(point(from, upper))
                    .append("L")
                    .append(point(to, upper));
            back.insert(0, "L" + point(to, lower) + "L" + point(from, lower));
        }
        return there.append(back).append("Z").toString();
    }

    private double sum(Sample sample, int series) {
        return chart.series().stream()
                .limit(series)
                .mapToDouble(one -> sample.share(one.region()))
                .sum();
    }

    private void drawAxes() {
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            svg.empty("line", "class", "grid", "x1", LEFT, "x2", RIGHT, "y1", y, "y2", y);
            svg.text("text", percent + " %", "class", "quiet", "x", LEFT - 8, "y", y + 4, "text-anchor", "end");
        }
        svg.empty("line", "class", "axis", "x1", LEFT, "x2", RIGHT, "y1", BOTTOM, "y2", BOTTOM);
        long end = Math.ceilDiv(chart.end().toMillis(), 1000);
        int step = STEPS_OF_SECONDS.stream()
                .filter(seconds -> end / seconds <= MOST_TICKS)
                .findFirst()
                .orElse(STEPS_OF_SECONDS.getLast());
        for (long second = 0; second * 1000 <= chart.end().toMillis(); second += step) {
            double x = x(Duration.ofSeconds(second));
            svg.empty("line", "class", "axis", "x1", x, "x2", x, "y1", BOTTOM, "y2", BOTTOM + 5);
            svg.text(
                    "text", Long.toString(second), "class", "quiet", "x", x, "y", BOTTOM + 19, "text-anchor", "middle");
        }
        svg.text(
                "text",
                "seconds since the beginning",
                "class",
                "quiet",
                "x",
                RIGHT,
                "y",
                BOTTOM + 37,
                "text-anchor",
                "end");
    }

    private void drawMarks() {
        List<Double> wanted = chart.marks().stream().map(mark -> x(mark.at())).toList();
        List<Double> places = Spread.apart(wanted, BADGE_SPACING, LEFT, RIGHT);
        for (int i = 0; i < wanted.size(); i++) {
            double x = wanted.get(i);
            svg.empty("path", "class", "lead", "d", "M" + point(places.get(i), BADGES) + "L" + point(x, TOP));
            svg.empty("line", "class", "halo", "x1", x, "x2", x, "y1", TOP, "y2", BOTTOM);
            svg.empty("line", "class", "mark", "x1", x, "x2", x, "y1", TOP, "y2", BOTTOM);
        }
        for (int i = 0; i < places.size(); i++) {
            drawBadge(i, places.get(i), BADGES);
        }
    }

    private void drawBadge(int index, double x, double y) {
        svg.empty("circle", "class", "badge", "cx", x, "cy", y, "r", BADGE_RADIUS);
        svg.text("text", Integer.toString(index + 1), "class", "number", "x", x, "y", y + 3.5);
    }

    /** What the numbers stand for, column after column. */
    private void drawList() {
        double width = (double) (RIGHT - LEFT) / columns;
        for (int i = 0; i < chart.marks().size(); i++) {
            Mark mark = chart.marks().get(i);
            int column = i / rows;
            int row = i % rows;
            double x = LEFT + column * width;
            int y = LIST_TOP + row * LINE;
            drawBadge(i, x, y - 4.0);
            svg.text("text", seconds(mark.at()), "class", "quiet", "x", x + 58, "y", y, "text-anchor", "end");
            svg.text("text", mark.label(), "x", x + 66, "y", y);
        }
    }

    private double x(Duration at) {
        return LEFT
                + (double) (RIGHT - LEFT)
                        * at.toMillis()
                        / Math.max(1, chart.end().toMillis());
    }

    private static double y(double share) {
        return BOTTOM - (BOTTOM - TOP) * share;
    }

    private static String point(double x, double y) {
        return SvgWriter.number(x) + " " + SvgWriter.number(y);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
