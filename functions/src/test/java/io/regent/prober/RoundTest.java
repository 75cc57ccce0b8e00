package io.regent.prober;

import static io.regent.prober.Questions.BRIEF;
import static io.regent.prober.Questions.PATIENT;
import static io.regent.prober.Questions.failure;
import static io.regent.prober.Questions.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Address;
import io.regent.fleet.ProbeKind;
import io.regent.probe.Observation;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many probes at once. */
@Timeout(60)
final class RoundTest {
    private final SocketProber prober = new SocketProber(InstantSource.system());

    @Test
    void aRoundOfNothingIsEmpty() throws Exception {
        assertThat(prober.round(List.of())).isEmpty();
    }

    @Test
    void everyTenthHangsAndEachQuestionStillHasItsObservation() throws Exception {
        Duration timeout = Duration.ofSeconds(1);
        try (LoopbackServer well = LoopbackServer.answering("HTTP/1.1 200 OK\n\n");
                LoopbackServer silent = LoopbackServer.that(connection -> {})) {
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                questions.add(
                        i % 10 == 3
                                ? question(silent.address(), ProbeKind.HTTP, false, timeout)
                                : question(well.address(), ProbeKind.HTTP, false, PATIENT));
            }
            long start = System.nanoTime();

            List<Observation> observations = prober.round(questions);

            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("twenty, one after the other, would take longer")
                    .isLessThan(timeout.multipliedBy(20));
            assertThat(observations)
                    .extracting(Observation::target)
                    .isEqualTo(questions.stream().map(Question::target).toList());
            for (int i = 0; i < 200; i++) {
                if (i % 10 == 3) {
                    assertThat(failure(observations.get(i)).reason()).isEqualTo(Reason.TIMED_OUT);
                } else {
                    assertThat(observations.get(i).succeeded()).isTrue();
                }
            }
        }
    }

    @Test
    void eachQuestionHasItsOwnTimeout() throws Exception {
        CompletableFuture<Void> release = new CompletableFuture<>();
        try (LoopbackServer slow = LoopbackServer.that(connection -> {
                    release.join();
                    connection.getOutputStream().write(LoopbackServer.wire("HTTP/1.1 200 OK\n\n"));
                });
                LoopbackServer releasing = LoopbackServer.that(connection -> {
                    if (connection.getInputStream().read(new byte[1024]) > 0
                            && connection.getInputStream().read() < 0) {
                        release.complete(null);
                    }
                })) {
            // The second server lets the first answer once the brief probe's connection is closed.
            List<Question> questions = List.of(
                    question(slow.address(), ProbeKind.HTTP, false, PATIENT),
                    question(releasing.address(), ProbeKind.HTTP, false, BRIEF));

            List<Observation> observations = prober.round(questions);

            assertThat(observations.getFirst().succeeded()).isTrue();
            assertThat(failure(observations.getLast()).reason()).isEqualTo(Reason.TIMED_OUT);
        }
    }

    @Test
    void anInterruptClosesTheConnections() throws Exception {
        int probes = 20;
        CountDownLatch opened = new CountDownLatch(probes);
        CountDownLatch closed = new CountDownLatch(probes);
        try (LoopbackServer server = LoopbackServer.that(connection -> {
            LoopbackServer.readRequest(connection.getInputStream());
            opened.countDown();
            if (connection.getInputStream().read() < 0) {
                closed.countDown();
            }
        })) {
            List<Question> questions = Collections.nCopies(
                    probes, question(server.address(), ProbeKind.HTTP, false, Duration.ofMinutes(5)));
            CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
            Thread caller = Thread.ofPlatform().start(() -> {
                try {
                    prober.round(questions);
                    interrupted.complete(false);
                } catch (InterruptedException e) {
                    interrupted.complete(true);
                }
            });
            opened.await();

            caller.interrupt();

            assertThat(interrupted.get()).isTrue();
            closed.await();
        }
    }

    @Test
    void moreQuestionsThanSocketsAreRefused() {
        Question one = question(new Address("127.0.0.1", 1), ProbeKind.TCP, false, BRIEF);

        assertThatThrownBy(() -> prober.round(Collections.nCopies(1_001, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("questions: 1001, expected at most 1000 a round");
    }
}
