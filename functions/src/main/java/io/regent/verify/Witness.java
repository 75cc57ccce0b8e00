package io.regent.verify;

import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.ledger.LedgerReading;
import io.regent.ledger.LedgerText;
import io.regent.verify.DnsReply.Answered;
import io.regent.verify.DnsReply.Found;
import io.regent.verify.Lane.Server;
import io.regent.verify.Watch.Stand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks whether one name server answers the new way. Answers are drawn by weight, each anew: that a region is gone is
 * believed after {@value #CLEAN} answers in a row without it. A region with half of the answers gets so far once in a
 * billion looks, one with a fifth once in eight hundred; where a batch was written its ledger speaks first.
 */
final class Witness {
    private static final int CLEAN = 30;

    private final Asking asking;
    private final Service service;
    private final NewWay newWay;
    private final Server server;

    Witness(Asking asking, Service service, NewWay newWay, Server server) {
        this.asking = asking;
        this.service = service;
        this.newWay = newWay;
        this.server = server;
    }

    /** One look, which ends as soon as something is not the new way. */
    Stand look() throws InterruptedException {
        try {
            return switch (newWay) {
                case NewWay.Written written -> {
                    Optional<Stand> old = oldLedger(written.generation());
                    Instant at = asking.clock().instant();
                    yield old.isPresent()
                            ? old.get()
                            : oldAnswer(written.gone()).orElse(new Stand.Turned(at));
                }
                case NewWay.Gone gone -> {
                    Instant at = asking.clock().instant();
                    yield oldAnswer(gone.gone()).orElse(new Stand.Turned(at));
                }
                case NewWay.Retired retired -> {
                    boolean none = ledger() instanceof LedgerReading.Missing;
                    yield none
                            ? new Stand.Turned(asking.clock().instant())
                            : new Stand.Old("it still shows the ledger");
                }
            };
        } catch (NoAnswer e) {
            return new Stand.Mute(e.why);
        }
    }

    private Optional<Stand> oldLedger(long generation) throws NoAnswer, InterruptedException {
        String what =
                switch (ledger()) {
                    case LedgerReading.Present present ->
                        present.ledger().generation() >= generation
                                ? ""
                                : "it shows generation " + present.ledger().generation() + " of the ledger, not "
                                        + generation;
                    case LedgerReading.Missing missing -> "it shows no ledger";
                    case LedgerReading.Torn torn -> "it shows a torn ledger";
                    case LedgerReading.Newer newer -> "it shows the ledger of another version";
                    case LedgerReading.Foreign foreign -> "it shows something else than a ledger";
                };
        return what.isEmpty() ? Optional.empty() : Optional.of(new Stand.Old(what));
    }

    private LedgerReading ledger() throws NoAnswer, InterruptedException {
        List<Found> found = ask(new DnsQuestion(service.ledgerName(), QueryType.TXT, false));
        return found.isEmpty()
                ? new LedgerReading.Missing()
                : LedgerText.read(found.getFirst().value());
    }

    private Optional<Stand> oldAnswer(Set<Region> gone) throws NoAnswer, InterruptedException {
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        Atlas atlas = Atlas.of(regional());
        for (Region region : gone) {
            if (!atlas.regions().containsValue(region)) {
                throw new NoAnswer("no address of " + region + " could be found, by which it could be told");
            }
        }
        List<QueryType> types = Lane.types(service);
        int clean = 0;
        // Of two types, one may have no addresses, which tells nothing.
        for (int i = 0; clean < CLEAN; i++) {
            if (i == CLEAN * types.size()) {
                throw new NoAnswer("it has no address of " + service.name());
            }
            List<String> addresses = addresses(new DnsQuestion(service.name(), types.get(i % types.size()), false));
            Optional<Region> region = atlas.of(addresses).filter(gone::contains);
            if (region.isPresent()) {
                return Optional.of(new Stand.Old("it answers " + region.get()));
            }
            clean += addresses.isEmpty() ? 0 : 1;
        }
        return Optional.empty();
    }

    private Map<Region, Set<String>> regional() throws NoAnswer, InterruptedException {
        Map<Region, Set<String>> regional = new TreeMap<>();
        for (Endpoint endpoint : service.endpoints()) {
            Set<String> addresses = new TreeSet<>();
            for (QueryType type : Lane.types(service)) {
                addresses.addAll(
                        addresses(new DnsQuestion(Lane.regionalName(service, endpoint.region()), type, false)));
            }
            regional.put(endpoint.region(), addresses);
        }
        return regional;
    }

    private List<String> addresses(DnsQuestion question) throws NoAnswer, InterruptedException {
        List<String> addresses = new ArrayList<>();
        ask(question).forEach(found -> addresses.add(found.value()));
        return addresses;
    }

    private List<Found> ask(DnsQuestion question) throws NoAnswer, InterruptedException {
        return switch (asking.ask(server.at(), question)) {
            case DnsReply.Silent silent -> throw new NoAnswer("it says nothing");
            case DnsReply.Unreachable unreachable -> throw new NoAnswer("it cannot be reached: " + unreachable.why());
            case DnsReply.Nonsense nonsense -> throw new NoAnswer("it answers nonsense: " + nonsense.why());
            case Answered answered -> {
                if (!answered.code().equals("NOERROR") && !answered.code().equals("NXDOMAIN")) {
                    throw new NoAnswer("it answers " + answered.code());
                }
                if (!answered.authoritative()) {
                    throw new NoAnswer("it answers without authority for the zone");
                }
                yield answered.records();
            }
        };
    }

    /** A question that nothing usable came of; it ends the look. */
    private static final class NoAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        private final String why;

        NoAnswer(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }
}
