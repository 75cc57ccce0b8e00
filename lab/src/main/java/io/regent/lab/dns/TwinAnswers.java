package io.regent.lab.dns;

import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.DnsRecord;
import io.regent.lab.twin.route53.HealthView;
import io.regent.lab.twin.route53.Route53Twin;
import io.regent.lab.twin.route53.TxtValue;
import io.regent.lab.twin.route53.ZoneAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * What a name server of the Route 53 twin says.
 *
 * @param nameServer 0 to 3; changes reach 0 first and 3 last
 * @param draw a random number from 0 to below its argument; called from many threads
 */
public record TwinAnswers(Route53Twin twin, int nameServer, IntUnaryOperator draw, HealthView health)
        implements Answers {
    @Override
    public Reply to(Name name, int type) {
        ZoneAnswer answer = twin.answer(nameServer, twinName(name), Type.string(type), draw, health);
        return switch (answer) {
            case ZoneAnswer.NotServed none -> new Reply.NotServed();
            case ZoneAnswer.Found found -> new Reply.Found(records(found.records()));
            case ZoneAnswer.NoData none -> new Reply.NoData(records(none.before()), dnsRecord(none.soa()));
            case ZoneAnswer.NoName none -> new Reply.NoName(records(none.before()), dnsRecord(none.soa()));
        };
    }

    private static List<Record> records(List<DnsRecord> records) {
        return records.stream().map(TwinAnswers::dnsRecord).toList();
    }

    private static Record dnsRecord(DnsRecord from) {
        Name name = dnsName(from.name());
        long ttl = from.ttl().toSeconds();
        String value = from.value();
        return switch (from.type()) {
            case A -> new ARecord(name, DClass.IN, ttl, Inet4Address.ofLiteral(value));
            case AAAA -> new AAAARecord(name, DClass.IN, ttl, Inet6Address.ofLiteral(value));
            case CNAME -> new CNAMERecord(name, DClass.IN, ttl, dnsName(DnsName.of(value)));
            case NS -> new NSRecord(name, DClass.IN, ttl, dnsName(DnsName.of(value)));
            case SOA -> soa(name, ttl, value.strip().split("\\s+", -1));
            case TXT ->
                new TXTRecord(
                        name,
                        DClass.IN,
                        ttl,
                        TxtValue.strings(value).stream()
                                .map(TwinAnswers::escaped)
                                .toList());
        };
    }

    private static SOARecord soa(Name name, long ttl, String[] fields) {
        return new SOARecord(
                name,
                DClass.IN,
                ttl,
                dnsName(DnsName.of(fields[0])),
                dnsName(DnsName.of(fields[1])),
                Long.parseLong(fields[2]),
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]),
                Long.parseLong(fields[6]));
    }

    /** dnsjava reads escapes in a string that it is given, in decimal where Route 53 has octal. */
    private static String escaped(String string) {
        StringBuilder escaped = new StringBuilder();
        string.chars()
                .forEach(c -> escaped.append(
                        Character.isLetterOrDigit(c) && c < 0x80
                                ? Character.toString(c)
                                : String.format(Locale.ROOT, "\\%03d", c)));
        return escaped.toString();
    }

    private static DnsName twinName(Name name) {
        List<String> labels = new ArrayList<>();
        // The last label is the root's.
        for (int i = 0; i < name.labels() - 1; i++) {
            byte[] label = name.getLabel(i);
            labels.add(new String(label, 1, label.length - 1, StandardCharsets.ISO_8859_1));
        }
        return DnsName.ofLabels(labels);
    }

    private static Name dnsName(DnsName name) {
        int length =
                name.labels().stream().mapToInt(label -> label.length() + 1).sum();
        byte[] wire = new byte[length + 1];
        int at = 0;
        for (String label : name.labels()) {
            wire[at++] = (byte) label.length();
            for (byte b : label.getBytes(StandardCharsets.ISO_8859_1)) {
                wire[at++] = b;
            }
        }
        try {
            return new Name(wire);
        } catch (IOException e) {
            throw new UncheckedIOException("a name of the twin is no DNS name: " + name, e);
        }
    }
}
