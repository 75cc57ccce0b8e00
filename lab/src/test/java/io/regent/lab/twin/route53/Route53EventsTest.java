package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.RecordSets.creation;
import static io.regent.lab.twin.route53.RecordSets.delete;
import static io.regent.lab.twin.route53.RecordSets.simple;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.lab.twin.Caller;
import io.regent.lab.twin.TwinError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What listeners hear, and what happens when two callers change a zone at the same time. */
class Route53EventsTest extends Route53ContractBase {
    private static final Caller IRELAND = new Caller.Function(new Region("eu-west-1"), "failover");
    private static final String LEDGER = "_regent.registry.example.com";

    @Override
    protected Route53Account account() {
        return new TwinAccount(twin);
    }

    private static RecordSet ledger(int generation) {
        return simple(LEDGER, RecordType.TXT, 60, "\"generation=" + generation + "\"");
    }

    @Test
    void listenersHearWhoChangedWhatAndWhenItArrived() {
        twin.set(twin.settings().withPropagation(Duration.ofSeconds(40)));
        List<Route53Event> heard = new ArrayList<>();
        twin.listen(heard::add);
        ChangeBatch batch = ChangeBatch.of(creation(ledger(1)));
        String id = twin.change(IRELAND, zoneId, batch).id();
        assertThatThrownBy(() -> twin.change(IRELAND, zoneId, batch)).isInstanceOf(TwinError.class);
        later(Duration.ofSeconds(40));
        var now = agenda.instant().minusSeconds(40);
        assertThat(heard.get(0)).isEqualTo(new Route53Event.Accepted(now, zoneId, IRELAND, id, batch));
        assertThat(heard.get(1)).isInstanceOfSatisfying(Route53Event.Refused.class, refused -> {
            assertThat(refused.at()).isEqualTo(now);
            assertThat(refused.caller()).isEqualTo(IRELAND);
            assertThat(refused.batch()).isEqualTo(batch);
            assertThat(refused.error().code()).isEqualTo("InvalidChangeBatch");
        });
        assertThat(heard.subList(2, heard.size()))
                .containsExactly(
                        new Route53Event.Reached(now.plusSeconds(10), zoneId, id, 0),
                        new Route53Event.Reached(now.plusSeconds(20), zoneId, id, 1),
                        new Route53Event.Reached(now.plusSeconds(30), zoneId, id, 2),
                        new Route53Event.Reached(now.plusSeconds(40), zoneId, id, 3),
                        new Route53Event.InSync(now.plusSeconds(40), zoneId, id));
    }

    @Test
    void ofTwoCallersThatSwapAtOnceExactlyOneWins() throws Exception {
        holds(ledger(0));
        try (ExecutorService callers = Executors.newFixedThreadPool(2)) {
            for (int generation = 0; generation < 500; generation++) {
                CyclicBarrier together = new CyclicBarrier(2);
                int read = generation;
                List<Future<Boolean>> swaps = new ArrayList<>();
                for (int caller = 0; caller < 2; caller++) {
                    swaps.add(callers.submit(() -> {
                        together.await();
                        return swapped(read);
                    }));
                }
                assertThat(swaps.get(0).get() ^ swaps.get(1).get())
                        .as("one of two swaps from generation %s", generation)
                        .isTrue();
            }
        }
        assertThat(records()).containsExactly(ledger(500));
    }

    private boolean swapped(int read) {
        try {
            twin.change(IRELAND, zoneId, ChangeBatch.of(delete(ledger(read)), creation(ledger(read + 1))));
            return true;
        } catch (TwinError e) {
            assertThat(e.message()).contains("do not match the current values");
            return false;
        }
    }
}
