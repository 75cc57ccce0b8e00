package io.regent.lab.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the runbook and the page on security to what the template makes. */
class StackPapersTest {
    private static final Path TOP = Path.of("..");
    private static final Pattern ALARM =
            Pattern.compile("AlarmName: !Sub '?\\$\\{Name}-([a-z-]+?)(?:-[a-z]{2,}-[a-z]+-\\d+)?'?\\s");
    private static final Pattern NAMED_IN_DESCRIPTION = Pattern.compile("docs/runbook\\.md,\\s+\"([a-z-]+)\"");
    private static final Pattern NOTIFICATION = Pattern.compile("(?m)^### ([A-Z][a-z ]+)$");
    private static final Pattern EVENTS_THAT_MAY_BE_SENT =
            Pattern.compile("events:detail-type: \\[?([A-Z][A-Za-z, ]+)");
    private static final Pattern STATEMENT = Pattern.compile("Sid: (\\w+)");
    private static final Pattern SECTION = Pattern.compile("(?m)^## ([a-z-]+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\|");
    private static final Pattern CODE = Pattern.compile("`(\\w+)`");

    @Test
    void theRunbookHasASectionForEachAlarmAndNoOther() throws IOException {
        Set<String> alarms = found(ALARM, "template.yaml");

        assertThat(alarms).hasSizeGreaterThan(10);
        assertThat(found(SECTION, "docs/runbook.md")).isEqualTo(alarms);
    }

    @Test
    void eachAlarmsDescriptionNamesItsSection() throws IOException {
        assertThat(found(NAMED_IN_DESCRIPTION, "template.yaml")).isEqualTo(found(ALARM, "template.yaml"));
    }

    /** What the roles may send is all that the functions tell; what Lambda gives up is told beside that. */
    @Test
    void theRunbookHasASectionForEachNotificationAndNoOther() throws IOException {
        Set<String> told = new TreeSet<>(Set.of("Dead invocation"));
        for (String types : found(EVENTS_THAT_MAY_BE_SENT, "template.yaml")) {
            told.addAll(List.of(types.split(", ")));
        }

        assertThat(told).hasSizeGreaterThan(4);
        assertThat(found(NOTIFICATION, "docs/runbook.md")).isEqualTo(told);
    }

    @Test
    void eachSectionOfTheRunbookSaysAllFourThings() throws IOException {
        String runbook = Files.readString(TOP.resolve("docs/runbook.md"));
        List<String> sections = Pattern.compile("(?m)^(?=###? )")
                .splitAsStream(runbook)
                .filter(section -> SECTION.matcher(section).find()
                        || NOTIFICATION.matcher(section).find())
                .toList();

        assertThat(sections).hasSizeGreaterThan(15);
        assertThat(sections)
                .allSatisfy(section -> assertThat(section)
                        .containsPattern("\\*\\*(Means|In ALARM)\\*\\*")
                        .contains("**Regent has**")
                        .contains("**Look at**")
                        .containsIgnoringCase("**do**"));
    }

    @Test
    void thePageOnSecurityHasEachStatementAndNoOther() throws IOException {
        Set<String> rows = new TreeSet<>();
        for (String row : found(ROW, "docs/security.md")) {
            CODE.matcher(row).results().map(code -> code.group(1)).forEach(rows::add);
        }

        assertThat(rows).isEqualTo(found(STATEMENT, "template.yaml"));
    }

    private static Set<String> found(Pattern pattern, String file) throws IOException {
        Set<String> found = new TreeSet<>();
        for (MatchResult match :
                pattern.matcher(Files.readString(TOP.resolve(file))).results().toList()) {
            found.add(match.group(1));
        }
        return found;
    }
}
