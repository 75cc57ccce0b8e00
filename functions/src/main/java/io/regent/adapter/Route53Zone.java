package io.regent.adapter;

import io.regent.fleet.DnsName;
import io.regent.fleet.Service;
import io.regent.lever.ChangeOutcome;
import io.regent.lever.Zone;
import io.regent.lever.ZoneReading;
import io.regent.plan.Plan;
import io.regent.plan.RecordSet;
import io.regent.plan.Records;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** The lever <em>weights</em> by Route 53's API. */
public final class Route53Zone implements Zone {
    /** A service's own records fit on one page: this many mean a zone that something is wrong with. */
    static final int MOST_PAGES = 5;

    private static final Set<String> BUSY = Set.of("Throttling", "ThrottlingException", "PriorRequestNotComplete");

    private final Route53Client reading;
    private final Route53Client changing;

    /**
     * A zone through two clients.
     *
     * @param changing must try once only. A batch that was taken, but whose answer was lost, would be refused the
     *     second time, and what this controller did would look as if another had done it.
     */
    public Route53Zone(Route53Client reading, Route53Client changing) {
        this.reading = reading;
        this.changing = changing;
    }

    /**
     * Reads from the service's name on. Route 53 lists a zone by name, labels reversed, so that the ledger, one label
     * below the service, usually stands on the same page (API reference, ListResourceRecordSets). Where a page ends
     * before it, the next one begins with it: what else is below the service, perhaps most of a zone, is not read.
     */
    @Override
    public ZoneReading read(Service service) {
        return SdkCall.make(
                () -> list(service), reading -> reading, failure -> new ZoneReading.Unreadable(failure.why()));
    }

    private ZoneReading list(Service service) {
        List<RecordSet> sets = new ArrayList<>();
        ListResourceRecordSetsRequest.Builder request = from(service, service.name());
        boolean fromLedger = false;
        for (int page = 0; page < MOST_PAGES; page++) {
            ListResourceRecordSetsResponse answer = reading.listResourceRecordSets(request.build());
            answer.resourceRecordSets().stream()
                    .filter(set -> isOurs(service, Needed.part(set.name(), "a record set's name")))
                    .map(Route53Records::read)
                    .forEach(sets::add);
            String next = Needed.part(answer.isTruncated(), "whether it goes on")
                    ? withoutDot(Needed.part(answer.nextRecordName(), "where it goes on"))
                    : "";
            if (next.equals(service.name().value())) {
                request.startRecordName(answer.nextRecordName())
                        .startRecordType(answer.nextRecordType())
                        .startRecordIdentifier(answer.nextRecordIdentifier());
                continue;
            }
            boolean ledgerRead = sets.stream().anyMatch(set -> set.name().equals(service.ledgerName()));
            if (fromLedger || ledgerRead || !next.endsWith("." + service.name())) {
                return new ZoneReading.Read(new Records(sets));
            }
            request = from(service, service.ledgerName());
            fromLedger = true;
        }
        return new ZoneReading.Unreadable("the records of " + service.name() + " do not end after " + MOST_PAGES
                + " pages of the zone " + service.zone());
    }

    private static ListResourceRecordSetsRequest.Builder from(Service service, DnsName name) {
        return ListResourceRecordSetsRequest.builder()
                .hostedZoneId(service.zone())
                .startRecordName(name.value());
    }

    private static boolean isOurs(Service service, String name) {
        return DnsName.isName(name)
                && (new DnsName(name).equals(service.name()) || new DnsName(name).equals(service.ledgerName()));
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    @Override
    public ChangeOutcome apply(Service service, Plan plan) {
        for (io.regent.plan.Change change : plan.changes()) {
            if (change.set().selector() instanceof RecordSet.Selector.Failover
                    || change.set().selector() instanceof RecordSet.Selector.Other) {
                return new ChangeOutcome.Failed("the record set " + change.set().name() + " "
                        + change.set().type() + " " + change.set().selector().identifier()
                        + " is in the way, and Route 53 chooses it in a way that Regent does not change: expected a"
                        + " weighted or simple one");
            }
        }
        return SdkCall.make(
                () -> changing.changeResourceRecordSets(request -> request.hostedZoneId(service.zone())
                        .changeBatch(batch -> batch.comment("Regent: " + service.name())
                                .changes(plan.changes().stream()
                                        .map(Route53Zone::change)
                                        .toList()))),
                answer -> new ChangeOutcome.Accepted(
                        Needed.part(Needed.part(answer.changeInfo(), "a change").id(), "a change's id")),
                Route53Zone::outcome);
    }

    private static ChangeOutcome outcome(SdkCall.Failure failure) {
        return switch (failure) {
            case SdkCall.Failure.NoAnswer noAnswer -> new ChangeOutcome.Unanswered(noAnswer.why());
            case SdkCall.Failure.Refused refused -> {
                if (refused.answer() instanceof InvalidChangeBatchException) {
                    yield new ChangeOutcome.Conflict(refused.why());
                }
                String code = refused.answer().awsErrorDetails() == null
                        ? ""
                        : refused.answer().awsErrorDetails().errorCode();
                if (BUSY.contains(code)) {
                    yield new ChangeOutcome.Busy(refused.why());
                }
                yield refused.answer().statusCode() >= 500
                        ? new ChangeOutcome.Unanswered(refused.why())
                        : new ChangeOutcome.Failed(refused.why());
            }
        };
    }

    private static Change change(io.regent.plan.Change change) {
        ChangeAction action =
                switch (change) {
                    case io.regent.plan.Change.Delete delete -> ChangeAction.DELETE;
                    case io.regent.plan.Change.Create create -> ChangeAction.CREATE;
                    case io.regent.plan.Change.Upsert upsert -> ChangeAction.UPSERT;
                };
        ResourceRecordSet set = Route53Records.write(change.set());
        return Change.builder().action(action).resourceRecordSet(set).build();
    }
}
