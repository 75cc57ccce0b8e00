package io.regent.control;

import io.regent.decision.Decision;
import io.regent.decision.Ruling;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.judgement.Judgement;
import io.regent.ledger.EndpointState;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.Orders;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.PutOutcome;
import io.regent.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Everything that one run of the controller saw and did for one service. Logs, metrics and events are made from it.
 *
 * @param home the controller's region
 * @param published what was taken from the published verdicts
 * @param reported verdicts that came with the event that started the run
 * @param suspicion what published and reported verdicts add up to
 * @param opinions the second opinions; empty where there was nothing to suspect
 * @param judgements what the vantages really hold, by second opinions where they were asked
 * @param played what the decision stands on: the same, with what an outage drill puts in its place
 * @param attempts in order, at least one; the last one counts
 * @param serve what routing control is to be; endpoints of which nothing can be said are missing
 * @param routingControl what came of telling it
 */
public record Run(
        Region home,
        Service service,
        Instant startedAt,
        Instant finishedAt,
        Published published,
        List<Verdict> reported,
        SortedMap<Region, Judgement> suspicion,
        List<Opinion> opinions,
        SortedMap<Region, Judgement> judgements,
        SortedMap<Region, Judgement> played,
        List<Attempt> attempts,
        SortedMap<Region, Boolean> serve,
        Pull routingControl) {
    public Run {
        reported = List.copyOf(reported);
        opinions = List.copyOf(opinions);
        attempts = List.copyOf(attempts);
    }

    /** The attempt that counts. */
    public Attempt last() {
        return attempts.getLast();
    }

    /** Whether the lever <em>weights</em> did, or could have done, what was decided, and the records are as decided. */
    public boolean weightsHealthy() {
        if (!last().plan().problems().isEmpty() || last().decision().leavesDrift()) {
            return false;
        }
        return switch (last().weights()) {
            case Attempt.Weights.Unneeded unneeded -> true;
            case Attempt.Weights.Withheld withheld -> false;
            case Attempt.Weights.Sent sent -> sent.outcome() instanceof ChangeOutcome.Accepted;
        };
    }

    /**
     * How many endpoints routing control is told to leave out while that stands in no ledger, because it could not be
     * read or written, or because a hold is on. Whoever reads it again has to look whether routing control said so.
     */
    public int outByRoutingControlAlone() {
        SortedMap<Region, EndpointState> decided = last().decision().states();
        boolean written =
                switch (last().weights()) {
                    case Attempt.Weights.Unneeded unneeded -> true;
                    case Attempt.Weights.Withheld withheld -> false;
                    case Attempt.Weights.Sent sent -> sent.outcome() instanceof ChangeOutcome.Accepted;
                };
        return (int) serve.entrySet().stream()
                .filter(entry ->
                        !entry.getValue() && !(written && decided.get(entry.getKey()) instanceof EndpointState.Drained))
                .count();
    }

    /** The outage drill that is on, whether it is played or not. */
    public Optional<Orders.Outage> outage() {
        return last().decision().orders().outage().filter(outage -> outage.isOn(last().at()));
    }

    /**
     * Whether all that this run moved it moved for an outage drill, or on the way back from one; where it moved
     * nothing, whether a drill was played. What is DOWN in earnest is no drill, whatever drill is on.
     */
    public boolean isDrill() {
        // What came with a move is of its kind.
        List<Ruling> moved = decision().rulings().stream()
                .filter(ruling -> ruling.moves()
                        && !(ruling instanceof Ruling.CallIn)
                        && !(ruling instanceof Ruling.Restore)
                        && !(ruling instanceof Ruling.PassOver && !isForDrill(ruling)))
                .toList();
        return decision().moves()
                ? !moved.isEmpty() && moved.stream().allMatch(this::isForDrill)
                : !played.equals(judgements);
    }

    /** Whether a ruling of the decision drains for an outage drill, or gives back what one drained. */
    public boolean isForDrill(Ruling ruling) {
        return landedUnanswered().orElse(last()).isForDrill(ruling);
    }

    /**
     * Whether the lever <em>routing control</em> took what it was told. What is {@link Pull.Due} counts as taken: the
     * call that says so is the one that tells it, so nobody hears it said in vain.
     */
    public boolean routingControlHealthy() {
        return switch (routingControl) {
            case Pull.Made made -> made.outcome() instanceof PutOutcome.Put;
            case Pull.Due due -> true;
            case Pull.Unknown unknown -> false;
        };
    }

    /** The run after its metrics were put, and routing control with them where that was due. */
    public Run withMetrics(PutOutcome outcome) {
        return new Run(
                home,
                service,
                startedAt,
                finishedAt,
                published,
                reported,
                suspicion,
                opinions,
                judgements,
                played,
                attempts,
                serve,
                routingControl instanceof Pull.Due ? new Pull.Made(outcome) : routingControl);
    }

    /**
     * The decision that took effect: the last one, unless that found an earlier batch standing that was never answered.
     */
    public Decision decision() {
        return landedUnanswered().orElse(last()).decision();
    }

    /** By what the way to INSYNC of the batch that Route 53 took can be followed; empty where it took none. */
    public Optional<String> changeId() {
        return last().weights() instanceof Attempt.Weights.Sent sent
                        && sent.outcome() instanceof ChangeOutcome.Accepted accepted
                ? Optional.of(accepted.changeId())
                : Optional.empty();
    }

    /** Whether this run changed anything: Route 53 took a batch, or an endpoint was drained without the ledger. */
    public boolean changedSomething() {
        return switch (last().weights()) {
            case Attempt.Weights.Sent sent -> sent.outcome() instanceof ChangeOutcome.Accepted;
            case Attempt.Weights.Unneeded unneeded -> landedUnanswered().isPresent();
            case Attempt.Weights.Withheld withheld -> last().decision().moves() && routingControlHealthy();
        };
    }

    /** Whether it changed where traffic goes; it may also have written the ledger alone. */
    public boolean movedTraffic() {
        return changedSomething() && decision().moves();
    }

    private Optional<Attempt> landedUnanswered() {
        if (last().weights() instanceof Attempt.Weights.Unneeded
                && last().basis() instanceof Basis.FromZone zone
                && zone.ledger() instanceof LedgerReading.Present present) {
            return attempts.stream()
                    .filter(attempt -> attempt.weights() instanceof Attempt.Weights.Sent sent
                            && sent.outcome() instanceof ChangeOutcome.Unanswered
                            && attempt.decision()
                                    .states()
                                    .equals(present.ledger().states()))
                    .findFirst();
        }
        return Optional.empty();
    }
}
