package io.regent.lab.dns;

import io.regent.lab.dns.Answers.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** Turns a query's bytes into an answer's, whatever the bytes are. */
record Respondent(Answers answers) {
    private static final int HEADER_LENGTH = 12;
    private static final int IS_ANSWER = 0x80;
    private static final int LONGEST = 65_535;

    /** What fits into a UDP packet without EDNS (RFC 1035, 4.2.1). */
    private static final int PLAIN_UDP = 512;

    /** The most that this server puts into one, so that none is fragmented (DNS flag day 2020). */
    private static final int EDNS_UDP = 1_232;

    /** Answers over TCP, where only the two octets of length are a limit. */
    Optional<byte[]> overTcp(byte[] query) {
        return answer(query, false);
    }

    /** Answers over UDP; an answer that does not fit is cut to nothing with TC set, so that the client takes TCP. */
    Optional<byte[]> overUdp(byte[] query) {
        return answer(query, true);
    }

    /**
     * Empty for what cannot be answered: no header, or an answer itself, which could go to and fro forever; and for
     * silence.
     */
    private Optional<byte[]> answer(byte[] bytes, boolean udp) {
        if (bytes.length < HEADER_LENGTH || (bytes[2] & IS_ANSWER) != 0) {
            return Optional.empty();
        }
        Message query;
        try {
            query = new Message(bytes);
        } catch (IOException | RuntimeException e) {
            // dnsjava throws unchecked exceptions too for some malformed records; a server must not care which.
            return Optional.of(malformed(bytes));
        }
        Optional<Message> some = answer(query);
        if (some.isEmpty()) {
            return Optional.empty();
        }
        Message answer = some.get();
        int most = udp ? udpSize(query.getOPT()) : LONGEST;
        byte[] whole = answer.toWire(LONGEST);
        return Optional.of(whole.length <= most ? whole : cut(answer));
    }

    private Optional<Message> answer(Message query) {
        Header asked = query.getHeader();
        Message answer = new Message(asked.getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setOpcode(asked.getOpcode());
        if (asked.getFlag(Flags.RD)) {
            answer.getHeader().setFlag(Flags.RD);
        }
        query.getSection(Section.QUESTION).forEach(record -> answer.addRecord(record, Section.QUESTION));
        OPTRecord edns = query.getOPT();
        boolean badVersion = edns != null && edns.getVersion() != 0;
        if (edns != null) {
            // The upper bits of BADVERS (16) stand in the OPT record.
            answer.addRecord(new OPTRecord(EDNS_UDP, badVersion ? Rcode.BADVERS >> 4 : 0, 0), Section.ADDITIONAL);
        }
        return badVersion || fill(answer, query) ? Optional.of(answer) : Optional.empty();
    }

    /** Whether there is an answer. */
    private boolean fill(Message answer, Message query) {
        List<Record> questions = query.getSection(Section.QUESTION);
        if (query.getHeader().getOpcode() != Opcode.QUERY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
        } else if (questions.size() != 1) {
            answer.getHeader().setRcode(Rcode.FORMERR);
        } else {
            return fill(answer, questions.getFirst());
        }
        return true;
    }

    private boolean fill(Message answer, Record question) {
        int type = question.getType();
        if (question.getDClass() != DClass.IN || type == Type.AXFR || type == Type.IXFR) {
            answer.getHeader().setRcode(Rcode.REFUSED);
            return true;
        }
        if (type == Type.ANY) {
            answer.getHeader().setRcode(Rcode.NOTIMP);
            return true;
        }
        try {
            return write(answer, answers.to(question.getName(), type));
        } catch (RuntimeException e) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            Thread.currentThread().getUncaughtExceptionHandler().uncaughtException(Thread.currentThread(), e);
            return true;
        }
    }

    private static boolean write(Message answer, Reply reply) {
        switch (reply) {
            case Reply.Silence none -> {
                return false;
            }
            case Reply.NotServed none -> answer.getHeader().setRcode(Rcode.REFUSED);
            case Reply.Found found -> write(answer, Rcode.NOERROR, found.records());
            case Reply.NoData none -> {
                write(answer, Rcode.NOERROR, none.before());
                answer.addRecord(none.soa(), Section.AUTHORITY);
            }
            case Reply.NoName none -> {
                write(answer, Rcode.NXDOMAIN, none.before());
                answer.addRecord(none.soa(), Section.AUTHORITY);
            }
        }
        return true;
    }

    private static void write(Message answer, int rcode, List<Record> records) {
        answer.getHeader().setFlag(Flags.AA);
        answer.getHeader().setRcode(rcode);
        records.forEach(record -> answer.addRecord(record, Section.ANSWER));
    }

    private static int udpSize(OPTRecord edns) {
        return edns == null ? PLAIN_UDP : Math.clamp(edns.getPayloadSize(), PLAIN_UDP, EDNS_UDP);
    }

    private static byte[] cut(Message answer) {
        answer.removeAllRecords(Section.ANSWER);
        answer.removeAllRecords(Section.AUTHORITY);
        answer.getHeader().setFlag(Flags.TC);
        return answer.toWire(LONGEST);
    }

    private static byte[] malformed(byte[] query) {
        Message answer = new Message(((query[0] & 0xFF) << 8) | (query[1] & 0xFF));
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(Rcode.FORMERR);
        return answer.toWire(LONGEST);
    }
}
