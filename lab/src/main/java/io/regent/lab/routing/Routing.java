package io.regent.lab.routing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * {@code make routing}: carries the fleet document into the templates. Ends with 0, with 1 when the document or the
 * template has problems, which it names, and then writes nothing; with 2 when it was started wrongly.
 */
public final class Routing {
    private Routing() {}

    /**
     * Writes the templates.
     *
     * @param args the fleet document, the regional template, and the global one, which is written anew
     */
    public static void main(String[] args) {
        if (args.length != 3) {
            System.err.println("usage: Routing fleet.yaml template.yaml routing.yaml");
            System.exit(2);
        }
        System.exit(run(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])));
    }

    private static int run(Path document, Path regional, Path global) {
        try {
            FleetFile fleet = FleetFile.read(Files.readString(document));
            String template = regional(Files.readString(regional), fleet);
            Files.writeString(regional, template);
            Files.writeString(global, global(fleet));
            return 0;
        } catch (Unroutable e) {
            System.err.println(
                    "The templates are as they were: " + document + " cannot be deployed.\n" + e.getMessage());
            return 1;
        } catch (IOException e) {
            System.err.println("A file cannot be read or written: " + e);
            return 1;
        }
    }

    /**
     * The regional template with its marked blocks written anew.
     *
     * @throws Unroutable when the template has not each block once
     */
    public static String regional(String template, FleetFile fleet) throws Unroutable {
        return RegionalBlocks.write(template, fleet);
    }

    /** The global template. */
    public static String global(FleetFile fleet) {
        return GlobalTemplate.write(fleet);
    }
}
