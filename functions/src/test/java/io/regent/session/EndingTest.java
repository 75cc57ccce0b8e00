package io.regent.session;

import static io.regent.fleet.ServiceExamples.IRELAND;
import static io.regent.fleet.ServiceExamples.MUMBAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Fleet;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** An interrupt, and a failure that nobody expected, end what is under way. */
class EndingTest {
    private static final Duration USUAL = Duration.ofSeconds(50);
    private static final Service SERVICE = ServiceExamples.service(ServiceExamples.policy(1), 50, 50);
    private static final Fleet FLEET = new Fleet(List.of(SERVICE), List.of());

    private final VirtualTime time = new VirtualTime();
    private final ScriptedProber prober = new ScriptedProber(time);
    private final ToldRegions told = new ToldRegions();
    private final CountDownLatch busy = new CountDownLatch(1);

    @Test
    void anInterruptEndsASessionInTheMiddleOfARound() throws Exception {
        prober.hook(this::hang);

        assertInterrupted(vantage(time), vantage -> vantage.session(FLEET, USUAL));
        assertThat(told.puts()).isEmpty();
    }

    @Test
    void anInterruptEndsASessionBetweenRounds() throws Exception {
        Pause pause = instant -> hang(0);

        assertInterrupted(vantage(pause), vantage -> vantage.session(FLEET, USUAL));
    }

    @Test
    void anInterruptEndsASessionThatWaitsForADarkRegionWhichHeedsNothing() throws Exception {
        CountDownLatch light = told.darken(IRELAND);
        prober.hook(round -> busy.countDown());
        try {
            assertInterrupted(vantage(time), vantage -> vantage.session(FLEET, Duration.ZERO));
        } finally {
            light.countDown();
        }
    }

    @Test
    void anInterruptEndsASecondOpinion() throws Exception {
        prober.hook(this::hang);

        assertInterrupted(vantage(time), vantage -> vantage.secondOpinion(FLEET, SERVICE));
    }

    @Test
    void anInterruptEndsASecondOpinionBetweenTheStartsOfItsRounds() throws Exception {
        Pause pause = instant -> hang(0);

        assertInterrupted(vantage(pause), vantage -> vantage.secondOpinion(FLEET, SERVICE));
    }

    @Test
    void whatNobodyExpectedIsNotSwallowed() {
        IllegalArgumentException cause = new IllegalArgumentException("too many questions");
        prober.hook(round -> {
            throw cause;
        });

        assertThatThrownBy(() -> vantage(time).session(FLEET, USUAL))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
        assertThatThrownBy(() -> vantage(time).secondOpinion(FLEET, SERVICE))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(cause);
    }

    private void hang(int round) throws InterruptedException {
        busy.countDown();
        new CountDownLatch(1).await();
    }

    private Vantage vantage(Pause pause) {
        return new Vantage(MUMBAI, prober, told, told, time, pause);
    }

    private interface Work {
        Object of(Vantage vantage) throws InterruptedException;
    }

    private void assertInterrupted(Vantage vantage, Work work) throws Exception {
        CompletableFuture<String> end = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                end.complete("returned " + work.of(vantage));
            } catch (InterruptedException e) {
                end.complete("interrupted");
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        assertThat(busy.await(ToldRegions.PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        thread.interrupt();
        assertThat(end.get(ToldRegions.PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("interrupted");
    }
}
