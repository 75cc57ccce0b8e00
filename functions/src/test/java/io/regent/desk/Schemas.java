package io.regent.desk;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.regent.json.Json;
import io.regent.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The two schemas in {@code events/}. */
public final class Schemas {
    private static final Path EVENTS = Path.of("..", "events");

    private Schemas() {}

    /** What is wrong with a report by its schema. */
    public static List<String> problemsOfReport(JsonValue report) {
        return problems("drill-report.schema.json", Json.write(report));
    }

    /** What is wrong with a request by its schema. */
    public static List<String> problemsOfRequest(String request) {
        return problems("drill-request.schema.json", request);
    }

    private static List<String> problems(String schema, String document) {
        return read(schema).validate(document, InputFormat.JSON).stream()
                .map(problem -> problem.getInstanceLocation() + ": " + problem.getMessage())
                .toList();
    }

    private static Schema read(String name) {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Files.readString(EVENTS.resolve(name)), InputFormat.JSON);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
