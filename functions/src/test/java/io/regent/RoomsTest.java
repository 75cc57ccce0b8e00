package io.regent;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Collection;
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

/** Which room may import which, and what has one home. Every package below {@code io.regent} is a room. */
class RoomsTest {
    private static final String ROOT = "io.regent.";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.regent");

    /** In the order in which the data goes: what each may import beside {@code java.*} and JSpecify. */
    private static final Map<String, Room> ROOMS = table(
            pure("fleet"),
            pure("probe", "fleet"),
            pure("verdict", "fleet", "probe"),
            pure("judgement", "fleet", "verdict"),
            pure("ledger", "fleet"),
            pure("decision", "fleet", "verdict", "judgement", "ledger"),
            pure("plan", "fleet", "decision", "ledger"),
            room("lever", "fleet", "plan"),
            room("control", "fleet", "verdict", "judgement", "ledger", "decision", "plan", "lever"),
            room("json").using("com.fasterxml.jackson.core"),
            room(
                    "report",
                    "fleet",
                    "probe",
                    "verdict",
                    "judgement",
                    "ledger",
                    "decision",
                    "plan",
                    "lever",
                    "control",
                    "json"),
            room("drill", "fleet", "verdict", "json"),
            room("verify", "fleet", "ledger", "drill", "json").using("org.xbill.DNS"),
            pure("replay", "fleet", "verdict", "judgement", "ledger", "decision", "control", "drill", "json"),
            room(
                    "preflight",
                    "fleet",
                    "verdict",
                    "judgement",
                    "ledger",
                    "decision",
                    "plan",
                    "lever",
                    "report",
                    "drill",
                    "json"),
            room("session", "fleet", "probe", "verdict", "lever", "report"),
            room("process"),
            room("aws", "fleet", "json", "process").using("software.amazon.awssdk"),
            room(
                            "adapter",
                            "fleet",
                            "verdict",
                            "plan",
                            "lever",
                            "control",
                            "report",
                            "replay",
                            "preflight",
                            "json",
                            "aws")
                    .using("software.amazon.awssdk", "javax.net.ssl"),
            room("machine", "fleet", "drill", "json", "report", "aws", "adapter")
                    .using("software.amazon.awssdk"),
            room(
                    "desk",
                    "fleet",
                    "verdict",
                    "judgement",
                    "ledger",
                    "decision",
                    "plan",
                    "lever",
                    "control",
                    "report",
                    "drill",
                    "verify",
                    "machine",
                    "json"),
            room("document", "fleet", "verdict", "ledger", "drill", "json").using("org.snakeyaml.engine"),
            room("event", "fleet", "verdict", "report", "json"),
            room("prober", "fleet", "probe").using("org.xbill.DNS", "javax.net.ssl"),
            room(
                            "handler",
                            "fleet",
                            "verdict",
                            "lever",
                            "control",
                            "report",
                            "session",
                            "json",
                            "process",
                            "aws",
                            "adapter",
                            "document",
                            "event",
                            "prober",
                            "drill",
                            "desk",
                            "verify",
                            "machine",
                            "preflight",
                            "replay")
                    .using("com.amazonaws.services.lambda.runtime", "javax.net.ssl", "org.crac"));

    /** What a step may use of Java: nothing that reaches outside, waits, or is shared. */
    private static final Set<String> PURE_JAVA = Set.of(
            "java.lang",
            "java.lang.annotation",
            "java.lang.invoke",
            "java.lang.runtime",
            "java.nio.charset",
            "java.time",
            "java.time.temporal",
            "java.util",
            "java.util.function",
            "java.util.regex",
            "java.util.stream",
            "java.util.zip");

    private static final Set<String> IMPURE = Set.of(
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.util.Date",
            "java.util.Random",
            "java.util.Scanner",
            "java.util.Timer",
            "java.util.UUID");

    private static final String PROCESS = "process";

    private record Room(String name, boolean pure, Set<String> imports, Set<String> libraries) {
        Room using(String... libraries) {
            return new Room(name, pure, imports, Set.of(libraries));
        }
    }

    @Test
    void everyRoomStandsInTheTable() {
        Set<String> found = CLASSES.stream().map(RoomsTest::room).collect(Collectors.toCollection(TreeSet::new));

        assertThat(found)
                .as(
                        "rooms below io.regent: a new one is entered in ROOMS with what it may import, a removed one left out")
                .isEqualTo(ROOMS.keySet());
    }

    @Test
    void everyRoomImportsOnlyWhatTheTableSays() {
        assertThat(dependencies(not(RoomsTest::isAllowed))).isEmpty();
    }

    @Test
    void pureRoomsUseNothingOfJavaThatReachesOutside() {
        assertThat(dependencies(dependency -> entry(dependency.getOriginClass()).pure() && isImpure(dependency)))
                .isEmpty();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("io.regent.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void theClockHasOneHome() {
        assertThat(accesses(
                        Set.of(PROCESS),
                        access -> calls(access, "java.lang.System", "currentTimeMillis")
                                || calls(access, "java.time.InstantSource", "system")
                                || (owner(access).startsWith("java.time.")
                                        && (access.getName().equals("now")
                                                || access.getName().startsWith("system")
                                                || access.getName().startsWith("tick")))
                                // What a certificate gives as its end says nothing of what time it is.
                                || (owner(access).equals("java.util.Date")
                                        && !access.getName().equals("toInstant"))
                                || owner(access).equals("java.util.Calendar")))
                .isEmpty();
    }

    /** They measure how long an answer took; that is a duration and tells nobody what time it is. */
    @Test
    void elapsedTimeIsMeasuredOnlyByThoseWhoAskTheNetwork() {
        assertThat(accesses(
                        Set.of(PROCESS, "prober", "verify"), access -> calls(access, "java.lang.System", "nanoTime")))
                .isEmpty();
    }

    @Test
    void theEnvironmentHasOneHome() {
        assertThat(accesses(
                        Set.of(PROCESS),
                        access -> calls(access, "java.lang.System", "getenv", "getProperty", "getProperties")
                                || calls(access, "java.lang.Integer", "getInteger")
                                || calls(access, "java.lang.Long", "getLong")
                                || calls(access, "java.lang.Boolean", "getBoolean")))
                .isEmpty();
    }

    @Test
    void standardOutputHasOneHome() {
        assertThat(accesses(
                        Set.of(PROCESS),
                        access -> calls(access, "java.lang.System", "out", "err", "console")
                                || access.getName().equals("printStackTrace")))
                .isEmpty();
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(CLASSES.stream().map(JavaClass::getPackage).distinct())
                .filteredOn(found -> !found.isAnnotatedWith(NullMarked.class))
                .extracting(JavaPackage::getName)
                .isEmpty();
    }

    @Test
    void nothingStaticCanChange() {
        assertThat(CLASSES.stream().flatMap(found -> found.getFields().stream()))
                .filteredOn(field -> field.getModifiers().contains(JavaModifier.STATIC)
                        && !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                        && (!field.getModifiers().contains(JavaModifier.FINAL) || isMutable(field.getRawType())))
                .extracting(JavaField::getFullName)
                .isEmpty();
    }

    private static boolean isMutable(JavaClass type) {
        return type.isArray()
                || type.getPackageName().startsWith("java.util.concurrent")
                || type.isAssignableTo(StringBuilder.class)
                || type.getName().matches("java\\.util\\.(Array|Linked|Hash|Tree|Enum|Identity|Weak).*");
    }

    private static boolean isAllowed(Dependency dependency) {
        Room from = entry(dependency.getOriginClass());
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        if (to.getPackageName().startsWith(ROOT)) {
            return room(to).equals(from.name()) || from.imports().contains(room(to));
        }
        return to.isPrimitive()
                || Stream.concat(Stream.of("java", "org.jspecify.annotations"), from.libraries().stream())
                        .anyMatch(library -> to.getName().startsWith(library + "."));
    }

    private static boolean isImpure(Dependency dependency) {
        JavaClass to = dependency.getTargetClass().getBaseComponentType();
        return to.getName().startsWith("java.")
                && (!PURE_JAVA.contains(to.getPackageName()) || IMPURE.contains(to.getName()));
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
    private static List<String> accesses(Collection<String> homes, Predicate<JavaAccess<?>> wrong) {
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

    private static String room(JavaClass found) {
        String below = found.getPackageName().substring(ROOT.length());
        return below.contains(".") ? below.substring(0, below.indexOf('.')) : below;
    }

    private static Room entry(JavaClass found) {
        return ROOMS.getOrDefault(room(found), room(room(found)));
    }

    private static Room pure(String name, String... imports) {
        return new Room(name, true, Set.of(imports), Set.of());
    }

    private static Room room(String name, String... imports) {
        return new Room(name, false, Set.of(imports), Set.of());
    }

    private static Map<String, Room> table(Room... rooms) {
        return Arrays.stream(rooms).collect(Collectors.toMap(Room::name, room -> room, (a, b) -> a, TreeMap::new));
    }
}
