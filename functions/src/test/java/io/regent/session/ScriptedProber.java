package io.regent.session;

import io.regent.fleet.Region;
import io.regent.probe.Layer;
import io.regent.probe.LayerTime;
import io.regent.probe.Observation;
import io.regent.probe.Outcome;
import io.regent.probe.Prober;
import io.regent.probe.Question;
import io.regent.probe.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Answers by script: for each host that is not well one character a round, {@code +} answered and {@code -} failed, the
 * last one for all rounds after it. Answered probes took 2 ms for TCP in the first round, 3 ms in the second, and so
 * on.
 */
final class ScriptedProber implements Prober {
    private final InstantSource clock;
    private final Map<String, String> scripts = new TreeMap<>();
    private final List<Instant> starts = new ArrayList<>();
    private final List<List<Question>> asked = new ArrayList<>();
    private Hook hook = round -> {};

    /** What a round does before it answers. */
    @FunctionalInterface
    interface Hook {
        /** Begins the round of this number, from 1. */
        void in(int round) throws InterruptedException;
    }

    ScriptedProber(InstantSource clock) {
        this.clock = clock;
    }

    ScriptedProber script(Region endpoint, String rounds) {
        return script("origin." + endpoint, rounds);
    }

    /** Scripts every host that begins like this. */
    ScriptedProber script(String host, String rounds) {
        scripts.put(host, rounds);
        return this;
    }

    ScriptedProber hook(Hook hook) {
        this.hook = hook;
        return this;
    }

    synchronized List<Instant> starts() {
        return List.copyOf(starts);
    }

    synchronized List<Question> asked() {
        return asked.stream().flatMap(List::stream).toList();
    }

    @Override
    public List<Observation> round(List<Question> questions) throws InterruptedException {
        Instant at = clock.instant();
        int round;
        synchronized (this) {
            starts.add(at);
            asked.add(questions);
            round = starts.size();
        }
        hook.in(round);
        return questions.stream().map(question -> answer(question, round, at)).toList();
    }

    private Observation answer(Question question, int round, Instant at) {
        String host = question.target().address().host();
        String script = scripts.entrySet().stream()
                .filter(e -> host.startsWith(e.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("+");
        if (script.charAt(Math.min(round, script.length()) - 1) == '+') {
            List<LayerTime> answered = List.of(new LayerTime(Layer.TCP, Duration.ofMillis(round + 1)));
            return new Observation(question.target(), at, answered, new Outcome.Answered());
        }
        return new Observation(
                question.target(), at, List.of(), new Outcome.Failed(Layer.TCP, Reason.REFUSED, "nothing listens"));
    }
}
