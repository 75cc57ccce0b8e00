package io.regent.lab;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Which room of the lab may import which, and what has one home. Every package of the lab is a room. */
class LabRoomsTest {
    private static final String ROOT = "io.regent.lab";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    /** The programs that a person starts: what they take from the process, all others get from them. */
    private static final String PROGRAMS = "";

    /** Benchmarks measure in processes of their own, so they have a clock, an output and settings of their own too. */
    private static final String BENCH = "bench";

    /** Writes the templates, and is started by {@code make routing}: it tells what is wrong with a document. */
    private static final String ROUTING = "routing";

    /** Prints a bill, and exits with what it comes to. */
    private static final String COST = "cost";

    private static final String JACKSON = "com.fasterxml.jackson";

    /**
     * What each room may import beside {@code java.*} and JSpecify: rooms of the lab by their names, then packages of
     * the functions and of libraries. The twin knows no wire, the wire knows the twin; the network and the places know
     * nothing of AWS, the console and the pictures nothing of the twin.
     */
    private static final Map<String, Room> ROOMS = table(
            room("twin").using("io.regent.fleet"),
            room("twin.cloudwatch", "twin").using("io.regent.fleet", JACKSON),
            room("twin.ec2", "twin"),
            room("twin.events", "twin").using("io.regent.fleet", JACKSON),
            room("twin.iam").using(JACKSON),
            room("twin.lambda", "twin").using("io.regent.fleet", JACKSON, "com.amazonaws.services.lambda.runtime"),
            room("twin.route53", "twin"),
            room("twin.scheduler", "twin").using("io.regent.fleet", JACKSON),
            room("twin.sns", "twin").using("io.regent.fleet"),
            room("twin.ssm", "twin").using("io.regent.fleet"),
            room(
                            "wire",
                            "twin",
                            "twin.ec2",
                            "twin.events",
                            "twin.iam",
                            "twin.lambda",
                            "twin.route53",
                            "twin.scheduler",
                            "twin.sns",
                            "twin.ssm")
                    .using("io.regent.fleet", JACKSON, "com.sun.net.httpserver", "javax.xml.stream"),
            room("wire.cloudwatch", "wire", "twin", "twin.cloudwatch", "twin.iam")
                    .using("io.regent.fleet", JACKSON),
            room("dns", "twin.route53").using("org.xbill.DNS"),
            // Faults are where paths break; nothing else of the twin is known here.
            room("net", "twin").using("io.regent.fleet"),
            room("place", "net"),
            room("checkers", "place", "twin.route53").using("javax.net.ssl"),
            room("runtime", "place", "twin.lambda")
                    .using(
                            "io.regent.fleet",
                            JACKSON,
                            "com.amazonaws.services.lambda.runtime",
                            // A class of the client's own jars, by which they are found.
                            "software.amazon.awssdk.utilslite"),
            room("console").using("io.regent.fleet", "org.jline"),
            room("stack").using("io.regent.fleet", JACKSON, "org.snakeyaml.engine"),
            room("svg").using("io.regent.fleet", "javax.xml.stream"),
            room(ROUTING).using("io.regent.document", "io.regent.fleet", JACKSON, "org.snakeyaml.engine.v2"),
            // A load balancer's settings are the place's; what listens, and where, is the world's.
            room(
                            "cloud",
                            "place",
                            "stack",
                            "twin",
                            "twin.cloudwatch",
                            "twin.ec2",
                            "twin.events",
                            "twin.iam",
                            "twin.lambda",
                            "twin.route53",
                            "twin.scheduler",
                            "twin.sns",
                            "twin.ssm")
                    .using("io.regent.fleet", JACKSON, "com.amazonaws.services.lambda.runtime"),
            // Drills are asked for as a person does, who knows nothing of the lab but its address.
            room("drills").using("io.regent.drill", "io.regent.fleet", "io.regent.json"),
            room(
                            "world",
                            "checkers",
                            "cloud",
                            "console",
                            "dns",
                            "drills",
                            "net",
                            "place",
                            "runtime",
                            "stack",
                            "twin",
                            "twin.cloudwatch",
                            "twin.ec2",
                            "twin.events",
                            "twin.iam",
                            "twin.lambda",
                            "twin.route53",
                            "twin.scheduler",
                            "twin.sns",
                            "twin.ssm",
                            "wire",
                            "wire.cloudwatch")
                    .using(
                            "io.regent.fleet",
                            "io.regent.handler",
                            "io.regent.json",
                            "io.regent.ledger",
                            "io.regent.process",
                            "io.regent.report",
                            JACKSON,
                            "com.amazonaws.services.lambda.runtime",
                            "org.xbill.DNS"),
            room("witness", "place", "svg", "twin", "twin.route53", "wire", "world")
                    .using("io.regent.fleet", "io.regent.json", "io.regent.ledger", "org.xbill.DNS"),
            room("transcripts", "drills", "witness", "world").using("io.regent.fleet", "io.regent.json"),
            room("demo", "place", "svg", "twin", "twin.route53", "witness", "wire", "world")
                    .using("io.regent.fleet", "io.regent.ledger"),
            room("gameday", "drills", "place", "svg", "twin", "twin.route53", "witness", "wire", "world")
                    .using("io.regent.drill", "io.regent.fleet", "io.regent.json", "io.regent.ledger"),
            room("replay", "cloud", "twin.cloudwatch", "world")
                    .using(
                            "io.regent.document",
                            "io.regent.drill",
                            "io.regent.fleet",
                            "io.regent.json",
                            "io.regent.replay",
                            "io.regent.verdict"),
            room(COST, "stack").using("io.regent.fleet", "io.regent.document", JACKSON),
            room(BENCH, "runtime", "twin", "twin.iam", "twin.lambda", "twin.route53", "wire", "world")
                    .using(
                            "io.regent.fleet",
                            "io.regent.probe",
                            "io.regent.prober",
                            JACKSON,
                            "com.amazonaws.services.lambda.runtime",
                            "com.sun.management"),
            room(
                            PROGRAMS,
                            "console",
                            "demo",
                            "drills",
                            "gameday",
                            "net",
                            "place",
                            "replay",
                            "runtime",
                            "stack",
                            "transcripts",
                            "twin",
                            "world")
                    .using("io.regent.drill", "io.regent.fleet", "io.regent.json"));

    /** What the twin may not use of Java: it is values on an agenda, not sockets, files and processes. */
    private static final List<String> OUTSIDE =
            List.of("java.io.File", "java.net.http.", "java.nio.channels.", "java.nio.file.", "java.lang.Process");

    private record Room(String name, Set<String> imports, Set<String> libraries) {
        Room using(String... libraries) {
            return new Room(name, imports, Set.of(libraries));
        }
    }

    @Test
    void everyRoomStandsInTheTable() {
        Set<String> found = CLASSES.stream().map(LabRoomsTest::room).collect(Collectors.toCollection(TreeSet::new));

        assertThat(found)
                .as(
                        "packages of the lab: a new one is entered in ROOMS with what it may import, a removed one left out")
                .isEqualTo(ROOMS.keySet());
    }

    @Test
    void everyRoomImportsOnlyWhatTheTableSays() {
        assertThat(dependencies(not(LabRoomsTest::isAllowed))).isEmpty();
    }

    @Test
    void theNetworkKnowsOnlyTheTwinsFaults() {
        assertThat(dependencies(dependency -> room(dependency.getOriginClass()).equals("net")
                        && target(dependency).getPackageName().equals(ROOT + ".twin")
                        && !target(dependency).getName().matches(".*\\.twin\\.(Faults|Caller)(\\$.*)?")))
                .isEmpty();
    }

    @Test
    void theTwinReachesNothingOutside() {
        assertThat(dependencies(dependency -> room(dependency.getOriginClass()).startsWith("twin")
                        && (OUTSIDE.stream().anyMatch(target(dependency).getName()::startsWith)
                                || target(dependency).getName().matches("java\\.net\\..*Socket.*"))))
                .isEmpty();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.regent.lab.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theClockHasOneHome() {
        assertThat(accesses(
                        Set.of(PROGRAMS, BENCH),
                        access -> calls(access, "java.lang.System", "currentTimeMillis")
                                || calls(access, "java.time.InstantSource", "system")
                                || (owner(access).startsWith("java.time.")
                                        && (access.getName().equals("now")
                                                || access.getName().startsWith("system")
                                                || access.getName().startsWith("tick")))
                                || owner(access).equals("java.util.Date")
                                || owner(access).equals("java.util.Calendar")))
                .isEmpty();
    }

    /** Deadlines of real connections and processes are durations, and tell nobody what time it is. */
    @Test
    void elapsedTimeIsMeasuredOnlyWhereThingsAreReal() {
        assertThat(accesses(
                        Set.of(PROGRAMS, BENCH, "net", "place", "checkers", "runtime"),
                        access -> calls(access, "java.lang.System", "nanoTime")))
                .isEmpty();
    }

    @Test
    void theEnvironmentHasOneHome() {
        assertThat(accesses(
                        Set.of(PROGRAMS, BENCH),
                        access -> calls(access, "java.lang.System", "getenv", "getProperties")
                                || calls(access, "java.lang.Integer", "getInteger")
                                || calls(access, "java.lang.Long", "getLong")
                                || calls(access, "java.lang.Boolean", "getBoolean")))
                .isEmpty();
        // Which commands add a loopback address depends on the operating system.
        assertThat(accesses(
                        Set.of(PROGRAMS, BENCH, "net", "runtime"),
                        access -> calls(access, "java.lang.System", "getProperty")))
                .isEmpty();
    }

    @Test
    void standardOutputAndTheExitHaveOneHome() {
        assertThat(accesses(
                        Set.of(PROGRAMS, BENCH, COST, ROUTING),
                        access -> calls(access, "java.lang.System", "in", "out", "err", "exit")
                                || access.getName().equals("printStackTrace")))
                .isEmpty();
        // Whether there is a terminal at all is the console's own question.
        assertThat(accesses(Set.of("console"), access -> calls(access, "java.lang.System", "console")))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(found -> !found.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    private static boolean isAllowed(Dependency dependency) {
        Room from = ROOMS.getOrDefault(room(dependency.getOriginClass()), room("of no table"));
        JavaClass to = target(dependency);
        if (isOfTheLab(to)) {
            return room(to).equals(from.name()) || from.imports().contains(room(to));
        }
        return to.isPrimitive()
                || Stream.concat(Stream.of("java", "org.jspecify.annotations"), from.libraries().stream())
                        .anyMatch(library -> to.getName().startsWith(library + "."));
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static List<String> dependencies(Predicate<Dependency> wrong) {
        return CLASSES.stream()
                .flatMap(found -> found.getDirectDependenciesFromSelf().stream())
                .filter(wrong)
                .map(Dependency::getDescription)
                .distinct()
                .toList();
    }

    /** Calls, method references and field accesses outside their homes. */
    private static List<String> accesses(Set<String> homes, Predicate<JavaAccess<?>> wrong) {
        return CLASSES.stream()
                .filter(found -> !homes.contains(room(found)))
                .flatMap(found -> found.getAccessesFromSelf().stream())
                .filter(wrong)
                .map(JavaAccess::getDescription)
                .toList();
    }

    private static boolean calls(JavaAccess<?> access, String owner, String... names) {
        return owner(access).equals(owner) && List.of(names).contains(access.getName());
    }

    private static String owner(JavaAccess<?> access) {
        return access.getTargetOwner().getName();
    }

    private static boolean isOfTheLab(JavaClass found) {
        return found.getPackageName().equals(ROOT) || found.getPackageName().startsWith(ROOT + ".");
    }

    private static String room(JavaClass found) {
        String below = found.getPackageName().substring(ROOT.length());
        return below.isEmpty() ? PROGRAMS : below.substring(1);
    }

    private static Room room(String name, String... imports) {
        return new Room(name, Set.of(imports), Set.of());
    }

    private static Map<String, Room> table(Room... rooms) {
        return Arrays.stream(rooms).collect(Collectors.toMap(Room::name, room -> room, (a, b) -> a, TreeMap::new));
    }
}
