package io.regent.aws;

import io.regent.fleet.Region;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Publishes to a topic (SNS API Reference, "Publish"). */
public final class TopicCalls {
    /** What a topic's ARN may be. */
    public static final String ACCEPTED_ARN = "the ARN of an SNS topic";

    /** The longest message, in bytes of UTF-8. */
    public static final int MOST_BYTES = 256 * 1024;

    /** The longest subject, in characters. */
    public static final int MOST_SUBJECT_CHARS = 100;

    private static final Pattern ARN = Pattern.compile("arn:[a-z-]+:sns:([a-z0-9-]+):\\d{12}:[A-Za-z0-9_-]{1,256}");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x20-\\x7e]");
    private static final Pattern ID = Pattern.compile("<MessageId>([^<]{1,100})</MessageId>");
    private static final String CUT = "\n…";

    private final SignedCalls calls;

    public TopicCalls(SignedCalls calls) {
        this.calls = calls;
    }

    /** Whether a text is the ARN of a topic. */
    public static boolean isArn(String text) {
        Matcher arn = ARN.matcher(text);
        return arn.matches() && Region.isCode(arn.group(1));
    }

    /**
     * Publishes and gives the message's id. A message may be published twice.
     *
     * @param arn the topic, in whatever region
     * @param subject made what SNS takes: one line of ASCII, of at most {@value #MOST_SUBJECT_CHARS} characters
     * @param message cut at {@value #MOST_BYTES} bytes
     * @param deadline up to {@link SignedCalls#LONGEST}
     */
    public Answer<String> publish(String arn, String subject, String message, Duration deadline) {
        Matcher topic = ARN.matcher(arn);
        if (!topic.matches()) {
            throw new IllegalArgumentException("topic '" + arn + "': expected " + ACCEPTED_ARN);
        }
        var region = new Region(topic.group(1));
        var request = SignedRequest.query(
                AwsApi.SNS,
                region,
                "Publish",
                "2010-03-31",
                Map.of(
                        "TopicArn", arn,
                        "Subject", subject(subject),
                        "Message", message(message)));
        return calls.call(request, deadline).then(HttpAnswer::unlessRefused).then(answer -> id(answer, region));
    }

    private static Answer<String> id(HttpAnswer answer, Region region) {
        Matcher id = ID.matcher(answer.body());
        return id.find()
                ? new Answer.Given<>(id.group(1))
                : new Answer.Failed<>(Trouble.NONSENSE, "sns in " + region + ": an answer without a MessageId");
    }

    private static String subject(String text) {
        var ascii = NOT_ASCII.matcher(text).replaceAll("?").stripLeading();
        return ascii.isEmpty() ? "Regent" : ascii.substring(0, Math.min(ascii.length(), MOST_SUBJECT_CHARS));
    }

    private static String message(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("message: expected a text");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_BYTES) {
            return text;
        }
        int end = MOST_BYTES - CUT.getBytes(StandardCharsets.UTF_8).length;
        // Not within a character: its later bytes begin with the bits 10.
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8) + CUT;
    }
}
