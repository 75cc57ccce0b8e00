package io.regent.lab.svg;

import io.regent.lab.svg.ShareChart.Mark;
import io.regent.lab.svg.ShareChart.Sample;
import io.regent.lab.svg.ShareChart.Series;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws a {@link ShareChart}: the stacked shares as steps, a dashed line with a sign for each mark, below the axis the
 * spans with their numbers, and below them what the signs stand for. Signs that would cover each other move apart and
 * keep a line to their place.
 */
final class ShareDrawing {
    /** In pixels. */
    static final int NARROWEST = 320;

    private static final int SMALL = 600;
    private static final int WIDTH = 900;
    private static final int RIGHT_MARGIN = 24;
    private static final int BADGE_SPACE = 3;
    private static final int SPANS_BELOW = 28;
    private static final int SPAN_HEIGHT = 18;
    private static final int NUMBER_SPACING = 8;
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
            .span { fill: none; stroke: #8c959f; }
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
    private final Frame frame;
    private final String id;
    private final boolean isWhole;
    private final int columns;
    private final int rows;

    /**
     * Where things are, in pixels.
     *
     * @param legend the middle of the legend's line
     * @param badges the middle of the upper row of signs
     * @param badgeRows how many rows of signs it takes that none covers another
     * @param top of the areas
     */
    private record Frame(
            int width, int left, int right, int legend, int badges, int badgeRows, int radius, int top, int height) {
        static Frame of(int width, int legend, int marks) {
            int radius = width < SMALL ? 7 : 9;
            int left = width < SMALL ? 46 : 58;
            int right = width - (width < SMALL ? RIGHT_MARGIN / 2 : RIGHT_MARGIN);
            int badges = legend + 28;
            int badgeRows = Math.max(1, Math.ceilDiv((marks - 1) * (2 * radius + BADGE_SPACE), right - left));
            int top = badges + (badgeRows - 1) * (2 * radius + BADGE_SPACE) + 20;
            return new Frame(width, left, right, legend, badges, badgeRows, radius, top, width < SMALL ? 140 : 200);
        }

        int spacing() {
            return 2 * radius + BADGE_SPACE;
        }

        int bottom() {
            return top + height;
        }
    }

    /** A picture that stands alone. */
    static ShareDrawing whole(ShareChart chart) {
        return new ShareDrawing(chart, Frame.of(WIDTH, 48, chart.marks().size()), "", true);
    }

    /** A picture without title and list. */
    static ShareDrawing part(ShareChart chart, String name, int width) {
        if (width < NARROWEST) {
            throw new IllegalArgumentException("width " + width + ": expected " + NARROWEST + " or more");
        }
        return new ShareDrawing(chart, Frame.of(width, 20, chart.marks().size()), name + "-", false);
    }

    private ShareDrawing(ShareChart chart, Frame frame, String id, boolean isWhole) {
        this.chart = chart;
        this.frame = frame;
        this.id = id;
        this.isWhole = isWhole;
        int longest = chart.marks().stream()
                .mapToInt(mark -> mark.label().length() + "  1234.5 s  ".length())
                .max()
                .orElse(1);
        int fitting = (frame.right() - frame.left()) / (longest * PIXELS_OF_A_CHARACTER + 3 * frame.radius());
        this.columns = Math.clamp(fitting, 1, 3);
        this.rows = Math.ceilDiv(chart.marks().size(), columns);
    }

    String document() {
        int axis = frame.bottom() + (chart.spans().isEmpty() ? 0 : SPANS_BELOW) + 37;
        int listTop = axis + 29;
        int height = isWhole ? listTop - LINE / 2 + rows * LINE + MARGIN : axis + MARGIN;
        svg.begin(
                "svg",
                "viewBox",
                "0 0 " + frame.width() + " " + height,
                "width",
                frame.width(),
                "height",
                height,
                "role",
                "img",
                "aria-labelledby",
                id + "title " + id + "desc");
        svg.text("title", chart.title(), "id", id + "title");
        svg.text("desc", description(), "id", id + "desc");
        svg.text("style", STYLE);
        svg.empty(
                "rect", "class", "card", "x", 0.5, "y", 0.5, "width", frame.width() - 1, "height", height - 1, "rx", 8);
        if (isWhole) {
            drawTitle();
        }
        drawLegend();
        drawAreas();
        drawAxes(axis);
        drawSpans();
        drawMarks();
        if (isWhole) {
            drawList(listTop);
        }
        return svg.end().document();
    }

    private String description() {
        String names = chart.series().stream().map(Series::name).collect(Collectors.joining(", "));
        String marks = chart.marks().stream()
                .map(mark -> seconds(mark.at()) + " " + mark.label())
                .collect(Collectors.joining("; "));
        String spans = chart.spans().stream()
                .map(span -> "from " + seconds(span.from()) + " " + span.name())
                .collect(Collectors.joining("; "));
        return "Share of DNS answers over " + seconds(chart.end()) + " for " + names
                + (spans.isEmpty() ? "" : ": " + spans)
                + (marks.isEmpty() ? "." : ". Marked: " + marks + ".");
    }

    /** As large as fits in a line; a bold character is about six tenths of its size wide. */
    private void drawTitle() {
        double size = Math.min(
                16, (frame.right() - frame.left()) / (0.61 * chart.title().length()));
        String style = "font-size: " + SvgWriter.number(size) + "px";
        svg.text("text", chart.title(), "class", "title", "style", style, "x", frame.left(), "y", 30);
    }

    private void drawLegend() {
        double x = frame.left();
        for (int i = 0; i < chart.series().size(); i++) {
            String text = chart.series().get(i).name();
            svg.empty(
                    "rect",
                    "x",
                    x,
                    "y",
                    frame.legend() - 6,
                    "width",
                    11,
                    "height",
                    11,
                    "rx",
                    2,
                    "fill",
                    COLOURS.get(i));
            svg.text("text", text, "x", x + 17, "y", frame.legend() + 4);
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

    /** @param below where the line below the axis stands */
    private void drawAxes(int below) {
        for (int percent = 0; percent <= 100; percent += 25) {
            double y = y(percent / 100.0);
            svg.empty("line", "class", "grid", "x1", frame.left(), "x2", frame.right(), "y1", y, "y2", y);
            svg.text("text", percent + " %", "class", "quiet", "x", frame.left() - 8, "y", y + 4, "text-anchor", "end");
        }
        int bottom = frame.bottom();
        svg.empty("line", "class", "axis", "x1", frame.left(), "x2", frame.right(), "y1", bottom, "y2", bottom);
        long end = Math.ceilDiv(chart.end().toMillis(), 1000);
        int step = STEPS_OF_SECONDS.stream()
                .filter(seconds -> end / seconds <= MOST_TICKS)
                .findFirst()
                .orElse(STEPS_OF_SECONDS.getLast());
        for (long second = 0; second * 1000 <= chart.end().toMillis(); second += step) {
            double x = x(Duration.ofSeconds(second));
            svg.empty("line", "class", "axis", "x1", x, "x2", x, "y1", bottom, "y2", bottom + 5);
            svg.text(
                    "text", Long.toString(second), "class", "quiet", "x", x, "y", bottom + 19, "text-anchor", "middle");
        }
        svg.text(
                "text",
                "seconds since the beginning",
                "class",
                "quiet",
                "x",
                frame.right(),
                "y",
                below,
                "text-anchor",
                "end");
    }

    /** A box for each, as wide as it is long, with its number. */
    private void drawSpans() {
        double y = frame.bottom() + (double) SPANS_BELOW;
        List<Double> middles = chart.spans().stream()
                .map(span -> (x(span.from()) + x(span.to())) / 2)
                .toList();
        List<Double> numbers = Spread.apart(middles, NUMBER_SPACING, frame.left(), frame.right());
        for (int i = 0; i < middles.size(); i++) {
            ShareChart.Span span = chart.spans().get(i);
            double x = x(span.from());
            svg.begin("g");
            svg.text("title", span.name());
            svg.empty(
                    "rect", "class", "span", "x", x, "y", y, "width", x(span.to()) - x, "height", (double) SPAN_HEIGHT);
            svg.text(
                    "text",
                    Integer.toString(i + 1),
                    "class",
                    "quiet",
                    "x",
                    numbers.get(i),
                    "y",
                    y + SPAN_HEIGHT - 5,
                    "text-anchor",
                    "middle");
            svg.end();
        }
    }

    private void drawMarks() {
        int badgeRows = frame.badgeRows();
        List<Double> wanted = chart.marks().stream().map(mark -> x(mark.at())).toList();
        List<Double> places = Spread.apart(wanted, (double) frame.spacing() / badgeRows, frame.left(), frame.right());
        List<Double> heights = IntStream.range(0, places.size())
                .mapToObj(i -> (double) frame.badges() + i % badgeRows * frame.spacing())
                .toList();
        for (int i = 0; i < wanted.size(); i++) {
            double x = wanted.get(i);
            svg.empty(
                    "path",
                    "class",
                    "lead",
                    "d",
                    "M" + point(places.get(i), heights.get(i)) + "L" + point(x, frame.top()));
            svg.empty("line", "class", "halo", "x1", x, "x2", x, "y1", frame.top(), "y2", frame.bottom());
            svg.empty("line", "class", "mark", "x1", x, "x2", x, "y1", frame.top(), "y2", frame.bottom());
        }
        for (int i = 0; i < places.size(); i++) {
            drawBadge(i, places.get(i), heights.get(i));
        }
    }

    private void drawBadge(int index, double x, double y) {
        svg.empty("circle", "class", "badge", "cx", x, "cy", y, "r", frame.radius());
        svg.text("text", chart.sign(index), "class", "number", "x", x, "y", y + 3.5);
    }

    /** What the signs stand for, column after column. */
    private void drawList(int top) {
        double width = (double) (frame.right() - frame.left()) / columns;
        for (int i = 0; i < chart.marks().size(); i++) {
            Mark mark = chart.marks().get(i);
            int column = i / rows;
            int row = i % rows;
            double x = frame.left() + column * width;
            int y = top + row * LINE;
            drawBadge(i, x, y - 4.0);
            svg.text("text", seconds(mark.at()), "class", "quiet", "x", x + 58, "y", y, "text-anchor", "end");
            svg.text("text", mark.label(), "x", x + 66, "y", y);
        }
    }

    private double x(Duration at) {
        return frame.left()
                + (double) (frame.right() - frame.left())
                        * at.toMillis()
                        / Math.max(1, chart.end().toMillis());
    }

    private double y(double share) {
        return frame.bottom() - frame.height() * share;
    }

    private static String point(double x, double y) {
        return SvgWriter.number(x) + " " + SvgWriter.number(y);
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }
}
