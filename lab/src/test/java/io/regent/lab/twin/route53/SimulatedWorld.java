package io.regent.lab.twin.route53;

import io.regent.lab.twin.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** What health checking sees of the world, as a test sets it. Tries are answered at the instant they would be. */
public final class SimulatedWorld {
    private static final Duration QUICK = Duration.ofMillis(20);

    /** Every try that was made. */
    public final List<Attempt> attempts = new ArrayList<>();

    private final Agenda agenda;
    private final Map<AlarmIdentifier, AlarmStreams.Found> alarms = new HashMap<>();
    private final Map<String, AlarmStreams.Data> data = new HashMap<>();
    private final Map<DnsName, List<LoadBalancers.TargetGroup>> targetGroups = new HashMap<>();
    private final List<AlarmCopy> read = new ArrayList<>();
    private Function<Attempt, Optional<Attempt.Result>> endpoint =
            attempt -> Optional.of(new Attempt.Result.Connected(QUICK));

    public SimulatedWorld(Agenda agenda) {
        this.agenda = agenda;
    }

    public Surroundings surroundings() {
        AlarmStreams streams = new AlarmStreams() {
            @Override
            public Optional<Found> find(AlarmIdentifier alarm) {
                return Optional.ofNullable(alarms.get(alarm));
            }

            @Override
            public Data read(String region, AlarmCopy settings) {
                read.add(settings);
                return data.getOrDefault(region + " " + settings.metricName(), Data.INSUFFICIENT);
            }
        };
        return new Surroundings(this::attempt, streams, name -> targetGroups.getOrDefault(name.name(), List.of()));
    }

    private void attempt(Attempt attempt, Consumer<Attempt.Result> then) {
        attempts.add(attempt);
        endpoint.apply(attempt).ifPresent(result -> agenda.in(taken(result), () -> then.accept(result)));
    }

    private static Duration taken(Attempt.Result result) {
        return switch (result) {
            case Attempt.Result.Failed failed -> QUICK;
            case Attempt.Result.Connected connected -> connected.after();
            case Attempt.Result.Answered answered ->
                answered.connected().plus(answered.answered()).plus(answered.received());
        };
    }

    /** What every try meets from now on; nothing is a try that hears nothing. */
    public void endpoint(Function<Attempt, Optional<Attempt.Result>> what) {
        endpoint = what;
    }

    public void up() {
        endpoint(attempt -> Optional.of(new Attempt.Result.Connected(QUICK)));
    }

    public void down() {
        endpoint(attempt -> Optional.of(new Attempt.Result.Failed("Connection refused")));
    }

    public void answers(int status, String body) {
        endpoint(attempt -> Optional.of(new Attempt.Result.Answered(QUICK, QUICK, QUICK, status, body)));
    }

    /** There is an alarm of that name, or it has other settings now. */
    public void alarm(String region, String name, AlarmCopy settings) {
        alarm(region, name, settings, settings.evaluationPeriods());
    }

    public void alarm(String region, String name, AlarmCopy settings, int datapointsToAlarm) {
        alarms.put(new AlarmIdentifier(region, name), new AlarmStreams.Found(settings, datapointsToAlarm));
    }

    /** What the data of a metric in a region say from now on. */
    public void data(String region, String metric, AlarmStreams.Data says) {
        data.put(region + " " + metric, says);
    }

    /** The settings by which data were read last. */
    public AlarmCopy lastRead() {
        return read.getLast();
    }

    public void targetGroups(String loadBalancer, LoadBalancers.TargetGroup... groups) {
        targetGroups.put(DnsName.of(loadBalancer), List.of(groups));
    }

    /** An alarm on a metric of one minute's minimum, as routing controls have it. */
    public static AlarmCopy settings(String metric) {
        return new AlarmCopy(
                1, 1, "LessThanThreshold", 60, metric, "Regent", "Minimum", Map.of("Endpoint", "eu-west-1"));
    }
}
