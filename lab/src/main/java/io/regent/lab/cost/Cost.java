package io.regent.lab.cost;

import io.regent.lab.stack.SamConfig;
import io.regent.lab.stack.Settings;
import io.regent.lab.stack.Template;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The program that prints a month's price by part, for the stacks as {@code samconfig.toml} deploys them, with the
 * whole minute of probes and with one burst. It exits with 1 when a goal does not hold at list price.
 */
public final class Cost {
    /**
     * A way to deploy.
     *
     * @param parameters what it changes of what {@code samconfig.toml} says
     * @param goal the most that a month of it may cost at list price, in USD
     */
    private record Form(String title, SortedMap<String, String> parameters, int goal) {}

    private static final List<Form> FORMS = List.of(
            new Form("fast", new TreeMap<>(Map.of("Session", "fast")), 30),
            new Form("cheap", new TreeMap<>(Map.of("Session", "cheap", "Dashboard", "false")), 15));

    private final Map<Form, List<Stock>> stacks = new LinkedHashMap<>();

    private Cost() {}

    /** Prints; takes the folder of the templates. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Cost cost = of(Path.of(arguments.length > 0 ? arguments[0] : "."));
        out.print(cost.text());
        System.exit(cost.holds() ? 0 : 1);
    }

    /**
     * The price of what a folder's {@code samconfig.toml} deploys.
     *
     * @throws io.regent.lab.stack.Unsupported for what has no price here
     */
    public static Cost of(Path folder) {
        SamConfig config = SamConfig.read(folder.resolve("samconfig.toml"));
        Cost cost = new Cost();
        for (Form form : FORMS) {
            List<Stock> counted = new ArrayList<>();
            for (String environment : config.environments()) {
                SamConfig.Deployment deployment = config.deployment(environment);
                Template template = Template.read(folder.resolve(deployment.templateFile()));
                counted.add(Counting.count(template, settings(form, template, deployment.settings())));
            }
            cost.stacks.put(form, counted);
        }
        return cost;
    }

    private static Settings settings(Form form, Template template, Settings deployed) {
        Settings settings = deployed;
        for (Map.Entry<String, String> parameter : form.parameters().entrySet()) {
            if (template.parameters().contains(parameter.getKey())) {
                settings = settings.with(parameter.getKey(), parameter.getValue());
            }
        }
        return settings;
    }

    /** Whether every goal holds at list price. */
    public boolean holds() {
        return stacks.entrySet().stream()
                .allMatch(e -> list(e.getValue()) <= e.getKey().goal());
    }

    /** What is printed: Markdown, so that it can stand in a document. */
    public String text() {
        StringBuilder text = new StringBuilder();
        stacks.forEach((form, stock) -> text.append(table(form, stock)).append('\n'));
        stacks.forEach((form, stock) -> text.append(String.format(
                Locale.ROOT,
                "- Goal, `%s`: at most %d USD at list price. %.2f: %s.\n",
                form.title(),
                form.goal(),
                list(stock),
                list(stock) <= form.goal() ? "it holds" : "MISSED")));
        return text.append('\n').append(notes()).toString();
    }

    /** The sums, in words. */
    public String sums() {
        return String.join(
                ", ",
                stacks.entrySet().stream()
                        .map(e -> String.format(
                                Locale.ROOT,
                                "%.2f USD a month `%s`",
                                list(e.getValue()),
                                e.getKey().title()))
                        .toList());
    }

    private static String table(Form form, List<Stock> stock) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "`%s` (%s), in %s, USD a month:\n\n",
                form.title(),
                String.join(
                        ", ",
                        form.parameters().entrySet().stream()
                                .map(e -> e.getKey() + "=" + e.getValue())
                                .sorted()
                                .toList()),
                String.join(
                        " and ",
                        new TreeSet<>(stock.stream()
                                .filter(stack -> stack.fleet().isPresent())
                                .map(stack -> stack.region().id())
                                .toList()))));
        table.append(
                "| part | amount | unit | list price | after what is free |\n| --- | ---: | --- | ---: | ---: |\n");
        for (Line line : Month.bill(stock)) {
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %s | %.2f | %.2f |\n",
                    line.price().part(),
                    amount(line.amount()),
                    line.price().unit(),
                    line.list(),
                    line.afterFree()));
        }
        double after = Month.bill(stock).stream().mapToDouble(Line::afterFree).sum();
        return table.append(String.format(Locale.ROOT, "| together | | | %.2f | %.2f |\n", list(stock), after))
                .toString();
    }

    private static String amount(double amount) {
        boolean whole = amount >= 100 || amount == Math.rint(amount);
        return String.format(Locale.ROOT, whole ? "%.0f" : "%.2f", amount);
    }

    private static double list(List<Stock> stock) {
        return Month.bill(stock).stream().mapToDouble(Line::list).sum();
    }

    private String notes() {
        StringBuilder notes = new StringBuilder();
        notes.append(
                String.format(
                        Locale.ROOT,
                        "Left out: the instance with its volume or bucket, its load balancer, the public IPv4 addresses of both"
                                + " (three in a region: one of the instance, two of the load balancer), their alarms, copies of"
                                + " images to the other region, DNS queries, the hosted zone, what people ask for by hand, and"
                                + " what an outage adds. After what is free: where nothing else of the account uses it up.\n\n"));
        notes.append(String.format(
                Locale.ROOT,
                "Assumed: a month of %d minutes; a steady run of the controller of %.0f s; a session of the prober until"
                        + " its last round starts and %.0f s more; %d bytes of log an invocation and %d for each endpoint;"
                        + " to another region %d bytes a probe and %d a call; a preflight, what it has others do"
                        + " included, of %d s, %d metrics asked for and %d bytes of log.\n\n",
                Month.MINUTES,
                Month.CONTROLLER.toMillis() / 1e3,
                Month.TELLING.toMillis() / 1e3,
                Month.BYTES_LOGGED,
                Month.BYTES_OF_A_LATENCY,
                Month.BYTES_OF_A_PROBE,
                Month.BYTES_OF_A_CALL,
                Month.PREFLIGHT.toSeconds(),
                Month.METRICS_OF_A_PREFLIGHT,
                Month.BYTES_OF_A_REPORT));
        notes.append(String.format(
                Locale.ROOT,
                "%d health checks: the price list has the first %d of AWS endpoints at no charge, for every account; that"
                        + " calculated ones, those of alarms and those of an origin's name count among them is not"
                        + " verified. At worst each costs 0.50 USD, and 0.75 where the endpoint counts as not of AWS."
                        + " KMS adds 1 USD a month for each of a key's first two yearly rotations.\n\n",
                stacks.values().iterator().next().stream()
                        .mapToInt(Stock::healthChecks)
                        .sum(),
                Month.HEALTH_CHECKS_AT_NO_CHARGE));
        notes.append(String.format(Locale.ROOT, "Prices as of %s:\n\n", Price.AS_OF));
        notes.append("| part | USD | free a month | source |\n| --- | --- | ---: | --- |\n");
        for (Price price : Price.values()) {
            notes.append(String.format(
                    Locale.ROOT,
                    "| %s | %s | %.0f | <%s>%s |\n",
                    price.part(),
                    price.figures(),
                    price.free(),
                    price.source(),
                    price.read() ? "" : ", figures from what others quote of it"));
        }
        return notes.toString();
    }
}
