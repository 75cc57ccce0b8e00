package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.dns.Answers;
import io.regent.lab.net.NetworkView;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * What the resolver of a region answers: the zone's own answers, with the addresses by which the region reaches, or
 * does not reach, the others at this moment. DNS stands in for the network between regions, which one machine does not
 * have.
 */
record RegionalView(Answers zone, NetworkView network, Region region) implements Answers {
    @Override
    public Reply to(Name name, int type) {
        return switch (zone.to(name, type)) {
            case Reply.Found found ->
                new Reply.Found(found.records().stream().map(this::seen).toList());
            case Reply.NoData none -> none;
            case Reply.NoName none -> none;
            case Reply.NotServed none -> none;
            case Reply.Silence none -> none;
        };
    }

    private Record seen(Record answer) {
        return answer instanceof ARecord a
                ? new ARecord(a.getName(), a.getDClass(), a.getTTL(), network.seenFrom(region, a.getAddress()))
                : answer;
    }
}
