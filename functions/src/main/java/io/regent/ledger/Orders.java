package io.regent.ledger;

import io.regent.fleet.Region;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the ledger holds beside the endpoints' states: what people asked for, and what a fresh deployment waits for. All
 * times in whole seconds, UTC.
 *
 * @param arming since when a fresh deployment observes before it acts; empty once it is armed
 * @param hold a hold, also one whose end has come and that nobody has taken out yet
 * @param outage an outage drill, likewise
 * @param repair the last repair, of whatever endpoint
 * @param done the requests that were carried out last, the latest at the end; at most {@value #REMEMBERED}
 */
public record Orders(
        Optional<Instant> arming,
        Optional<Hold> hold,
        Optional<Outage> outage,
        Optional<Repair> repair,
        List<Mark> done) {
    /** How many requests are remembered. */
    public static final int REMEMBERED = 16;

    /** The longest that anything a person asks for may last. */
    public static final Duration LONGEST = Duration.ofDays(3);

    /** How far apart the clocks of those who write the ledger may be. */
    public static final Duration SKEW = Duration.ofHours(1);

    /**
     * No automatic change until a time.
     *
     * @param by who asked for it
     */
    public record Hold(Mark by, Instant since, Instant until) {
        public Hold {
            checkEnd("hold", since, until);
        }

        public boolean isOn(Instant now) {
            return lasts(until, now);
        }
    }

    /** An outage drill: until a time every vantage's verdict on an endpoint counts as UNHEALTHY. */
    public record Outage(Region endpoint, Instant since, Instant until) {
        public Outage {
            checkEnd("outage", since, until);
        }

        public boolean isOn(Instant now) {
            return lasts(until, now);
        }
    }

    /** A repair that was begun: an instance rebooted, an address attached again. */
    public record Repair(Region endpoint, Instant at) {}

    public Orders {
        done = List.copyOf(done);
        if (done.size() > REMEMBERED) {
            throw new IllegalArgumentException("done: " + done.size() + " requests, expected at most " + REMEMBERED);
        }
    }

    /** Nobody asked for anything, and the controller is armed. */
    public static Orders none() {
        return new Orders(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Those of a fresh deployment. */
    public static Orders fresh(Instant now) {
        return none().withArming(Optional.of(now));
    }

    public Orders withArming(Optional<Instant> arming) {
        return new Orders(arming, hold, outage, repair, done);
    }

    public Orders withHold(Optional<Hold> hold) {
        return new Orders(arming, hold, outage, repair, done);
    }

    public Orders withOutage(Optional<Outage> outage) {
        return new Orders(arming, hold, outage, repair, done);
    }

    public Orders withRepair(Repair repair) {
        return new Orders(arming, hold, outage, Optional.of(repair), done);
    }

    /** With one more request carried out; the oldest is forgotten. */
    public Orders withDone(Mark request) {
        List<Mark> more = new ArrayList<>(done);
        more.add(request);
        return new Orders(
                arming, hold, outage, repair, more.subList(Math.max(0, more.size() - REMEMBERED), more.size()));
    }

    /**
     * Whether something with an end goes on. What would end later than anything may was written by a clock that is far
     * ahead, or by hand, and counts no more.
     */
    static boolean lasts(Instant until, Instant now) {
        return now.isBefore(until) && !until.isAfter(now.plus(LONGEST).plus(SKEW));
    }

    static void checkEnd(String what, Instant since, Instant end) {
        Duration lasts = Duration.between(since, end);
        if (!lasts.isPositive() || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    what + " for " + lasts.toSeconds() + " s: expected 1 s to " + LONGEST.toHours() + " h");
        }
    }
}
