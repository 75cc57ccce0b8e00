package io.regent.lab;

import io.regent.fleet.Region;
import io.regent.lab.stack.Serverless;
import io.regent.lab.stack.Template;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Prints what the lab makes of a template's {@code AWS::Serverless} resources, as JSON: the program that
 * {@code scripts/compare-sam.sh} holds against the official translation.
 */
public final class Expansion {
    private Expansion() {}

    /** Takes the template's path, a region, and parameters as {@code Key=Value}. */
    public static void main(String[] args) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 2; i < args.length; i++) {
            String[] pair = args[i].split("=", 2);
            parameters.put(pair[0], pair[1]);
        }
        System.out.println(Serverless.json(Template.read(Path.of(args[0])), parameters, new Region(args[1])));
    }
}
