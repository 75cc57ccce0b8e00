package io.regent.handler;

import io.regent.document.FleetDocument;
import io.regent.document.Problem;
import io.regent.document.Reading;
import io.regent.fleet.Fleet;
import io.regent.json.JsonObject;
import io.regent.process.Fingerprint;
import io.regent.report.Log;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The fleet as it was last known to be good. The document is looked for again now and then; where it is missing or
 * refused, that is logged with every problem, and the last good fleet stands.
 */
final class KnownFleet {
    /** How long a fleet is used before the document is looked for again. */
    static final Duration KEPT = Duration.ofMinutes(1);

    private final FleetText source;
    private final InstantSource clock;
    private final Log log;
    private Optional<Fleet> known = Optional.empty();
    private Instant lookAgain = Instant.MIN;
    private String fingerprint = "";

    KnownFleet(FleetText source, InstantSource clock, Log log) {
        this.source = source;
        this.clock = clock;
        this.log = log;
    }

    /** What looking for the fleet came to. */
    sealed interface Look {
        /** The last good one. */
        record Good(Fleet fleet) implements Look {}

        /**
         * There has never been a good one.
         *
         * @param why every problem
         */
        record None(String why) implements Look {}
    }

    /**
     * The fleet.
     *
     * @throws IllegalStateException naming every problem, when there has never been a good one
     */
    Fleet get() {
        return switch (look()) {
            case Look.Good good -> good.fleet();
            case Look.None none -> throw new IllegalStateException(none.why());
        };
    }

    /** The fleet, or why there is none. */
    synchronized Look look() {
        Instant now = clock.instant();
        if (known.isPresent() && now.isBefore(lookAgain)) {
            return new Look.Good(known.get());
        }
        lookAgain = now.plus(KEPT);
        String trouble =
                switch (source.find()) {
                    case FleetText.Found.Text text -> take(text.text());
                    case FleetText.Found.Missing missing -> missing.why();
                };
        if (!trouble.isEmpty() && known.isPresent()) {
            log.write(
                    Log.Level.ERROR,
                    now,
                    "Fleet document not taken; the last good one stands",
                    JsonObject.builder().with("problems", trouble).build());
        }
        return known.isPresent() ? new Look.Good(known.get()) : new Look.None("no fleet to look after: " + trouble);
    }

    /** By which the document of the fleet is compared with another region's; of the one that {@link #get} last gave. */
    synchronized String fingerprint() {
        return fingerprint;
    }

    /** Takes a document that is good; otherwise says what is wrong with it. */
    private String take(String text) {
        return switch (FleetDocument.read(text)) {
            case Reading.Read read -> {
                known = Optional.of(read.fleet());
                fingerprint = Fingerprint.of(text);
                yield "";
            }
            case Reading.Refused refused ->
                refused.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
        };
    }
}
