package io.regent.lab.console;

import io.regent.fleet.Region;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands as they are typed. Words are separated by blanks, and may be in capitals. */
public final class Grammar {
    static final int MOST_CHARACTERS = 200;
    private static final String ROUTE53 = "route53";

    /** What a line means. */
    public sealed interface Meaning {
        record Understood(Command command) implements Meaning {}

        /** Says in one line which word is wrong and what is accepted. */
        record Misunderstood(String why) implements Meaning {}

        /** A blank line, or a comment, which begins with {@code #}. */
        record Nothing() implements Meaning {}
    }

    /** What follows a command's first word. */
    private sealed interface Shape {
        record Alone(Command command) implements Shape {}

        record OfRegion(Function<Region, Command> command) implements Shape {}

        record OfTwoRegions() implements Shape {}

        record OfRoute53() implements Shape {}

        record OfDrill() implements Shape {}
    }

    private record Verb(String word, Shape shape, String effect) {
        String usage() {
            return switch (shape) {
                case Shape.Alone alone -> word;
                case Shape.OfRegion one -> word + " REGION";
                case Shape.OfTwoRegions two -> word + " REGION REGION";
                case Shape.OfRoute53 route53 -> word + " " + ROUTE53;
                case Shape.OfDrill drill -> word + " ACTION [REGION]";
            };
        }

        static Optional<Verb> of(String word) {
            return VERBS.stream().filter(verb -> verb.word.equals(word)).findFirst();
        }
    }

    /** A word that is none of those accepted; the message is for the person. */
    private static final class WrongWord extends Exception {
        private static final long serialVersionUID = 1L;
        private final String why;

        WrongWord(String why) {
            super(why);
            this.why = why;
        }
    }

    private static final List<Verb> VERBS = List.of(
            new Verb("kill", new Shape.OfRegion(Command.Kill::new), "end its registry, as SIGKILL does"),
            new Verb("stop", new Shape.OfRegion(Command.Stop::new), "make its registry stand still, as SIGSTOP does"),
            new Verb("continue", new Shape.OfRegion(Command.Continue::new), "make its stopped registry go on"),
            new Verb("start", new Shape.OfRegion(Command.Start::new), "start its dead registry again"),
            new Verb("dark", new Shape.OfRegion(Command.Dark::new), "nothing in or out of it answers any more"),
            new Verb("slow", new Shape.OfRegion(Command.Slow::new), "everything in or out of it takes longer"),
            new Verb("cut", new Shape.OfTwoRegions(), "the two no longer reach each other"),
            new Verb("break", new Shape.OfRoute53(), "Route 53's control plane fails, its name servers go on"),
            new Verb("heal", new Shape.Alone(new Command.Heal()), "the network and Route 53 work again"),
            new Verb("drill", new Shape.OfDrill(), "ask Regent for a drill, as events/ACTION.json does"),
            new Verb("status", new Shape.Alone(new Command.Status()), "what everything is doing"),
            new Verb("help", new Shape.Alone(new Command.Help()), "this list"),
            new Verb("quit", new Shape.Alone(new Command.Quit()), "end the lab"));

    private final List<Region> regions;
    private final List<String> actions;

    /**
     * @param regions those that commands may name, in the order in which they are told to a person; at least one
     * @param actions what drills there are
     */
    public Grammar(Collection<Region> regions, Collection<String> actions) {
        this.regions = regions.stream().distinct().toList();
        this.actions = List.copyOf(actions);
    }

    /** What a line means. */
    public Meaning parse(String line) {
        String stripped = line.strip();
        if (stripped.isEmpty() || stripped.startsWith("#")) {
            return new Meaning.Nothing();
        }
        if (stripped.length() > MOST_CHARACTERS) {
            return new Meaning.Misunderstood("command: expected at most " + MOST_CHARACTERS + " characters");
        }
        List<String> words = List.of(stripped.toLowerCase(Locale.ROOT).split("\\s+"));
        try {
            return new Meaning.Understood(command(words));
        } catch (WrongWord e) {
            return new Meaning.Misunderstood(e.why);
        }
    }

    private Command command(List<String> words) throws WrongWord {
        String first = words.getFirst();
        Verb verb = Verb.of(first)
                .orElseThrow(() -> new WrongWord("command '" + first + "': expected one of "
                        + VERBS.stream().map(Verb::word).collect(Collectors.joining(", "))));
        List<String> rest = words.subList(1, words.size());
        return switch (verb.shape) {
            case Shape.Alone alone -> {
                expect(verb, rest, 0);
                yield alone.command();
            }
            case Shape.OfRegion one -> {
                expect(verb, rest, 1);
                yield one.command().apply(region(rest.getFirst()));
            }
            case Shape.OfTwoRegions two -> {
                expect(verb, rest, 2);
                yield cut(region(rest.getFirst()), region(rest.getLast()));
            }
            case Shape.OfRoute53 route53 -> {
                expect(verb, rest, 1);
                yield breakDown(rest.getFirst());
            }
            case Shape.OfDrill drill -> {
                expect(verb, rest, rest.size() == 2 ? 2 : 1);
                Region asked = rest.size() == 2 ? region(rest.getLast()) : regions.getFirst();
                yield new Command.Drill(action(rest.getFirst()), asked);
            }
        };
    }

    private static void expect(Verb verb, List<String> rest, int count) throws WrongWord {
        if (rest.size() != count) {
            throw new WrongWord(
                    "'" + verb.word + "' with " + words(rest.size()) + " after it: expected '" + verb.usage() + "'");
        }
    }

    private static String words(int count) {
        return switch (count) {
            case 0 -> "nothing";
            case 1 -> "one word";
            default -> count + " words";
        };
    }

    private Region region(String word) throws WrongWord {
        return regions.stream()
                .filter(region -> region.id().equals(word))
                .findFirst()
                .orElseThrow(() -> new WrongWord("region '" + word + "': expected one of "
                        + regions.stream().map(Region::id).collect(Collectors.joining(", "))));
    }

    private String action(String word) throws WrongWord {
        return actions.stream()
                .filter(word::equals)
                .findFirst()
                .orElseThrow(
                        () -> new WrongWord("action '" + word + "': expected one of " + String.join(", ", actions)));
    }

    private Command cut(Region one, Region other) throws WrongWord {
        if (one.equals(other)) {
            throw new WrongWord("region '" + other + "' twice: expected another one of "
                    + regions.stream()
                            .filter(region -> !region.equals(one))
                            .map(Region::id)
                            .collect(Collectors.joining(", ")));
        }
        return new Command.Cut(one, other);
    }

    private static Command breakDown(String word) throws WrongWord {
        if (!word.equals(ROUTE53)) {
            throw new WrongWord("'break " + word + "': expected 'break " + ROUTE53 + "'");
        }
        return new Command.BreakRoute53();
    }

    /** What may follow some complete words, for a terminal to offer. */
    List<String> next(List<String> before) {
        if (before.isEmpty()) {
            return VERBS.stream().map(Verb::word).toList();
        }
        Optional<Verb> verb = Verb.of(before.getFirst().toLowerCase(Locale.ROOT));
        return verb.map(known -> next(known, before.subList(1, before.size()))).orElse(List.of());
    }

    private List<String> next(Verb verb, List<String> given) {
        Stream<String> ids = regions.stream().map(Region::id);
        return switch (verb.shape) {
            case Shape.Alone alone -> List.of();
            case Shape.OfRegion one -> given.isEmpty() ? ids.toList() : List.of();
            case Shape.OfTwoRegions two ->
                given.size() < 2 ? ids.filter(id -> !given.contains(id)).toList() : List.of();
            case Shape.OfRoute53 route53 -> given.isEmpty() ? List.of(ROUTE53) : List.of();
            case Shape.OfDrill drill ->
                switch (given.size()) {
                    case 0 -> actions;
                    case 1 -> ids.toList();
                    default -> List.of();
                };
        };
    }

    /** All commands with what they do, and the regions that they may name. */
    public String help() {
        int width = VERBS.stream().mapToInt(verb -> verb.usage().length()).max().orElse(0);
        String list = VERBS.stream()
                .map(verb ->
                        "  " + verb.usage() + " ".repeat(width - verb.usage().length()) + "  " + verb.effect)
                .collect(Collectors.joining("\n"));
        return list + "\nREGION is one of " + regions.stream().map(Region::id).collect(Collectors.joining(", "))
                + "\nACTION is one of " + String.join(", ", actions);
    }
}
