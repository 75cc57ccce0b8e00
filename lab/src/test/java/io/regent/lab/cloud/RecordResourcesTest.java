package io.regent.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.route53.CheckField;
import io.regent.lab.twin.route53.HealthCheck;
import io.regent.lab.twin.route53.RecordSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordResourcesTest {
    private static final String RECORD = """
            Origin:
              Type: AWS::Route53::RecordSet
              Properties: {HostedZoneId: Z0123456789ABCDEFGHIJ, Name: o.example.com, Type: A, TTL: '60', ResourceRecords: [192.0.2.1]}
            """;

    private static final String CHECK = """
            Direct:
              Type: AWS::Route53::HealthCheck
              Properties:
                HealthCheckConfig: {Type: TCP, IPAddress: 192.0.2.1, Port: 5000, RequestInterval: 30, FailureThreshold: 3}
                HealthCheckTags: [{Key: Name, Value: direct}]
            """;

    private final Yard yard = new Yard();

    @Test
    void aGroupChangesInOneBatchAndOnlyWhereTheTemplateDoes() {
        String group = """
                Both:
                  Type: AWS::Route53::RecordSetGroup
                  Properties:
                    HostedZoneId: Z0123456789ABCDEFGHIJ
                    RecordSets:
                      - {Name: w.example.com, Type: TXT, TTL: 60, SetIdentifier: a, Weight: 50, ResourceRecords: ['"a"']}
                      - {Name: w.example.com, Type: TXT, TTL: 60, SetIdentifier: b, Weight: 50, ResourceRecords: ['"b"']}
                """;
        yard.deploy(group);
        assertThat(records()).hasSize(2);

        yard.deploy(group.replace("SetIdentifier: b, Weight: 50", "SetIdentifier: c, Weight: 10"));

        assertThat(records())
                .extracting(set -> set.routing().toString())
                .containsExactly("Weighted[setIdentifier=a, weight=50]", "Weighted[setIdentifier=c, weight=10]");
    }

    @Test
    void aRecordThatSomebodyHasAlreadyIsNotTakenOver() {
        yard.deploy(RECORD);

        assertThatThrownBy(() -> yard.deploy(RECORD + RECORD.replace("Origin:", "Again:")))
                .hasMessageContaining("InvalidChangeBatch")
                .hasMessageContaining("already exists");
        assertThat(records()).hasSize(1);
    }

    @Test
    void aHealthCheckIsUpdatedWhereItCanBeAndReplacedWhereItCannot() {
        yard.deploy(CHECK);
        HealthCheck first = checks().getFirst();

        yard.deploy(CHECK.replace("FailureThreshold: 3", "FailureThreshold: 2"));
        assertThat(checks()).singleElement().satisfies(check -> {
            assertThat(check.id()).isEqualTo(first.id());
            assertThat(check.version()).isEqualTo(2);
            assertThat(check.config().text(CheckField.FAILURE_THRESHOLD)).isEqualTo("2");
        });

        yard.deploy(CHECK.replace("RequestInterval: 30", "RequestInterval: 10"));
        assertThat(checks())
                .singleElement()
                .satisfies(
                        check -> assertThat(check.id()).isNotEqualTo(first.id()).isEqualTo(yard.ref("Direct")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Type: A, | Type: MX, | Type: expected one of A, AAAA",
                "TTL: '60' | TTL: soon | TTL: expected a whole number",
                "192.0.2.1 | 192.0.2.300 | InvalidChangeBatch",
                "HostedZoneId: Z | HostedZoneId: z | HostedZoneId: expected text that matches",
                "TTL: '60' | TTL: '60', MultiValueAnswer: true | a property that the lab does not know",
                "TTL: '60' | TTL: '60', SetIdentifier: x | the lab's Route 53 chooses by Weight and Failover",
            })
    void whatRoute53WouldNotTakeIsRefusedWithItsPath(String piece, String otherwise, String problem) {
        assertThatThrownBy(() -> yard.deploy(RECORD.replace(piece, otherwise)))
                .hasMessageContaining("yard.yaml: Resources.Origin.Properties")
                .hasMessageContaining(problem);
        assertThat(records()).isEmpty();
    }

    private List<RecordSet> records() {
        return yard.account.route53().look(Yard.ZONE).stream()
                .filter(set -> !set.name().toString().equals("example.com."))
                .toList();
    }

    private List<HealthCheck> checks() {
        return yard.account.route53().healthChecks().look();
    }
}
