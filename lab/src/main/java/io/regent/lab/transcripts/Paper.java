package io.regent.lab.transcripts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A paper with blocks that commands write: each between {@code <!-- transcript: NAME -->} and {@code <!-- end of
 * transcript -->}; {@code <!-- transcript: NAME, SECTION -->} holds the first lines and the section whose heading
 * begins so.
 */
public record Paper(String text) {
    private static final String BEGIN = "<!-- transcript: ";
    private static final String END = "<!-- end of transcript -->";
    private static final Pattern BLOCK = Pattern.compile(
            BEGIN + "(?<name>[a-z-]+(?:, [A-Za-z ]+)?) -->\\n(?:```text\\n(?<text>.*?)\\n```\\n)?" + END,
            Pattern.DOTALL);

    /** The blocks by what they are marked with, each as a terminal shows it. */
    public Map<String, String> blocks() {
        Map<String, String> blocks = new LinkedHashMap<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String there = matcher.group("text");
            if (blocks.put(matcher.group("name"), there == null ? "" : there) != null) {
                throw new IllegalArgumentException("block '" + matcher.group("name") + "' stands twice in the paper");
            }
        }
        return blocks;
    }

    /**
     * The paper with these in its blocks.
     *
     * @throws IllegalArgumentException when a block is marked with what there is no transcript of
     */
    public Paper with(List<Transcript> transcripts) {
        Map<String, String> texts = new LinkedHashMap<>();
        transcripts.forEach(transcript -> texts.put(transcript.name(), transcript.text()));
        return new Paper(BLOCK.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement(
                        BEGIN + block.group(1) + " -->\n```text\n" + wanted(block.group(1), texts) + "\n```\n" + END)));
    }

    /** What a block that is marked so holds. */
    static String wanted(String mark, Map<String, String> texts) {
        String[] parts = mark.split(", ", 2);
        String text = texts.get(parts[0]);
        if (text == null) {
            throw new IllegalArgumentException("block '" + mark + "': expected one of " + texts.keySet());
        }
        return parts.length == 1 ? text : excerpt(text, parts[1]);
    }

    private static String excerpt(String text, String heading) {
        List<String> lines = text.lines().toList();
        // The command, what it came to, when and by whom.
        List<String> kept = new ArrayList<>(
                lines.stream().takeWhile(line -> !line.isBlank()).toList());
        int begin = -1;
        for (int i = 0; i < lines.size() && begin < 0; i++) {
            if (isHeading(lines, i) && lines.get(i).startsWith(heading)) {
                begin = i;
            }
        }
        if (begin < 0) {
            throw new IllegalArgumentException("no section '" + heading + "' in:\n" + text);
        }
        kept.add("...");
        for (int i = begin; i < lines.size() && (i == begin || !isHeading(lines, i)); i++) {
            kept.add(lines.get(i));
        }
        return String.join("\n", kept).stripTrailing();
    }

    private static boolean isHeading(List<String> lines, int at) {
        return at + 1 < lines.size() && lines.get(at + 1).matches("-{3,}");
    }

    /**
     * What a transcript consists of and what does not change from run to run: its command, its outcome, its headings.
     */
    public static List<String> shape(String transcript) {
        List<String> shape = new ArrayList<>();
        List<String> lines = transcript.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (i < 2 || isHeading(lines, i)) {
                shape.add(lines.get(i));
            }
        }
        return shape;
    }
}
