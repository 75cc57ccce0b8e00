package io.regent.handler;

import io.regent.json.Json;
import io.regent.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for AWS while a function is primed: listens on a port of this machine, and knows one answer for each of the
 * calls that a function makes. They are as a fresh zone and an account without metrics would have them.
 */
final class StandIn implements AutoCloseable {
    private static final int MOST_HEAD_BYTES = 64 * 1024;
    private static final int SILENCE_MILLIS = 5_000;
    private static final Pattern LENGTH = Pattern.compile("\ncontent-length: *(\\d{1,7})");

    private static final String CHANGED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ChangeResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><ChangeInfo>\
            <Id>/change/C1</Id><Status>PENDING</Status><SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt>\
            </ChangeInfo></ChangeResourceRecordSetsResponse>""";

    /** In CBOR: a map of one, a text of 17 bytes (q), and an empty list. */
    private static final String NO_METRICS = "\u00a1qMetricDataResults\u0080";

    private final ServerSocket listener = new ServerSocket();
    private final String records;
    private final String parameter;

    /** @param fleet the document that the parameter holds */
    StandIn(String service, String oneEndpoint, String another, String fleet) throws IOException {
        records = """
                <?xml version="1.0" encoding="UTF-8"?>
                <ListResourceRecordSetsResponse xmlns="https://route53.amazonaws.com/doc/2013-04-01/">\
                <ResourceRecordSets>%s%s</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>300</MaxItems>\
                </ListResourceRecordSetsResponse>""".formatted(record(service, oneEndpoint), record(service, another));
        parameter = Json.write(JsonObject.builder()
                .with("Parameter", JsonObject.builder().with("Value", fleet).build())
                .build());
        listener.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.ofVirtual().name("stand-in").start(this::accept);
    }

    private static String record(String service, String endpoint) {
        return """
                <ResourceRecordSet><Name>%1$s.</Name><Type>A</Type><SetIdentifier>%2$s</SetIdentifier>\
                <Weight>50</Weight><AliasTarget><HostedZoneId>Z1</HostedZoneId><DNSName>%2$s.%1$s.</DNSName>\
                <EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>""".formatted(service, endpoint);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket connection = listener.accept();
                Thread.ofVirtual().name("stand-in").start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The priming is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setSoTimeout(SILENCE_MILLIS);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            String head = head(in);
            Matcher length = LENGTH.matcher(head);
            in.skipNBytes(length.find() ? Long.parseLong(length.group(1)) : 0);
            connection.getOutputStream().write(answer(head));
        } catch (IOException e) {
            // The call fails, and the function goes on without it.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < MOST_HEAD_BYTES && head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            int read = in.read();
            if (read < 0) {
                throw new IOException("no request");
            }
            head.append((char) read);
        }
        return head.toString().toLowerCase(Locale.ROOT);
    }

    private byte[] answer(String head) {
        if (head.contains("/rrset")) {
            return answer("text/xml", head.startsWith("get") ? records : CHANGED);
        }
        if (head.contains("/operation/")) {
            return answer("application/cbor\r\nsmithy-protocol: rpc-v2-cbor", NO_METRICS);
        }
        return answer("application/x-amz-json-1.1", head.contains("getparameter") ? parameter : "{}");
    }

    private static byte[] answer(String type, String body) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.writeBytes(("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: " + type + "\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1));
        return answer.toByteArray();
    }
}
