package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.creating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.VirtualAgenda;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** An account with one zone, {@code example.com}, and a load balancer that aliases may point to. */
public abstract class Route53ContractBase {
    protected static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    protected static final String BALANCER = "lab-eu-west-1.eu-west-1.elb.amazonaws.com";
    protected static final String BALANCER_ZONE = "Z32O12XQLNTSW2";

    protected final VirtualAgenda agenda = new VirtualAgenda(START);
    protected final SimulatedWorld world = new SimulatedWorld(agenda);
    protected final Route53Twin twin =
            new Route53Twin(agenda, Route53Settings.documented().withRate(100_000, 100_000), world.surroundings());
    protected String zoneId = "";

    /** The way to the twin that is under test. */
    protected abstract Route53Account account();

    @BeforeEach
    void makeZone() {
        twin.publish(new AwsName(DnsName.of(BALANCER), BALANCER_ZONE, List.of("127.0.1.80")));
        zoneId = account().createZone("example.com", "first").zone().id();
        settle();
    }

    /** The id of a health check of that name. */
    protected String healthCheck(String name) {
        return twin.healthChecks().create(name, CheckConfigs.tcp("192.0.2.1")).id();
    }

    /** Lets every change reach every name server. */
    protected void settle() {
        agenda.advance(twin.settings().propagation());
    }

    protected void holds(RecordSet... sets) {
        account().change(zoneId, creating(sets));
    }

    protected List<RecordSet> listed() {
        return account().list(zoneId, "", "", "", 300).sets();
    }

    /** The zone's record sets but its own NS and SOA. */
    protected List<RecordSet> records() {
        return listed().stream()
                .filter(set -> set.type() != RecordType.NS && set.type() != RecordType.SOA)
                .toList();
    }

    /** A batch is refused for these reasons, and the zone is as it was before. */
    protected void refused(ChangeBatch batch, String... reasons) {
        List<RecordSet> before = listed();
        TwinError error = refusal(() -> account().change(zoneId, batch));
        assertThat(error.message()).isEqualTo("[" + String.join(", ", reasons) + "]");
        assertThat(error.code()).isEqualTo("InvalidChangeBatch");
        assertThat(error.status()).isEqualTo(400);
        assertThat(listed()).isEqualTo(before);
    }

    protected void refusedAs(String code, int status, String part, Runnable call) {
        TwinError error = refusal(call);
        assertThat(error.code()).isEqualTo(code);
        assertThat(error.status()).isEqualTo(status);
        assertThat(error.message()).contains(part);
    }

    private static TwinError refusal(Runnable call) {
        TwinError error = catchThrowableOfType(TwinError.class, call::run);
        assertThat(error).as("a refusal").isNotNull();
        return error;
    }

    protected void later(Duration time) {
        agenda.advance(time);
    }
}
