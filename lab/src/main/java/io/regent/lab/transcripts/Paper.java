package io.regent.lab.transcripts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A paper with blocks that commands write: each between {@code <!-- transcript: NAME -->} and
 * {@code <!-- end of transcript -->}.
 */
public record Paper(String text) {
    private static final String BEGIN = "<!-- transcript: ";
    private static final String END = "<!-- end of transcript -->";
    private static final Pattern BLOCK = Pattern.compile(
            BEGIN + "(?<name>[a-z-]+) -->\\n(?:```text\\n(?<text>.*?)\\n```\\n)?" + END, Pattern.DOTALL);

    /** The blocks by their names, each as a terminal shows it. */
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
     * @throws IllegalArgumentException when a block has no transcript, or a transcript no block
     */
    public Paper with(List<Transcript> transcripts) {
        Map<String, String> texts = new LinkedHashMap<>();
        transcripts.forEach(transcript -> texts.put(transcript.name(), transcript.text()));
        if (!texts.keySet().equals(blocks().keySet())) {
            throw new IllegalArgumentException(
                    "the paper has blocks for " + blocks().keySet() + ", expected " + texts.keySet());
        }
        return new Paper(BLOCK.matcher(text)
                .replaceAll(block -> Matcher.quoteReplacement(BEGIN + block.group(1) + " -->\n```text\n"
                        + texts.get(block.group(1)) + "\n```\n" + END)));
    }

    /** What a transcript's text consists of: its first words and its headings, which do not change from run to run. */
    public static List<String> shape(String transcript) {
        List<String> shape = new ArrayList<>();
        List<String> lines = transcript.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            boolean underlined = i + 1 < lines.size() && lines.get(i + 1).matches("-{3,}");
            if (i < 2 || underlined) {
                shape.add(lines.get(i));
            }
        }
        return shape;
    }
}
