package io.regent.lab.cloud;

import io.regent.lab.stack.Made;
import io.regent.lab.stack.Properties;
import io.regent.lab.stack.Resource;
import io.regent.lab.twin.ssm.Parameter;
import io.regent.lab.twin.ssm.ParameterStore;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** AWS Systems Manager: parameters. */
final class ParameterResources {
    private static final int LONGEST_NAME = 1000;
    private static final Pattern NAME = Pattern.compile("(?!/?aws|/?ssm)[a-zA-Z0-9_./-]{1,1000}");

    private final Account account;
    private final Adjustments adjustments;

    ParameterResources(Account account, Adjustments adjustments) {
        this.account = account;
        this.adjustments = adjustments;
    }

    Map<String, Kind> kinds() {
        return Map.of(
                "AWS::SSM::Parameter",
                Kind.of(this::parameter, (resource, made) -> store(resource).delete(made.ref())));
    }

    private ParameterStore store(Resource resource) {
        return account.in(resource.stack().region()).parameters();
    }

    private Made parameter(Resource resource) {
        Properties properties = resource.properties();
        String name = Reading.formOr(properties, "Name", Names.of(resource, LONGEST_NAME), NAME);
        Parameter.Type type = Parameter.Type.valueOf(Reading.choice(properties, "Type", "String", "StringList"));
        String value = properties.text("Value");
        properties.textOr("Description", "");
        String pattern = properties.textOr("AllowedPattern", "");
        boolean advanced = !Reading.choiceOr(
                        properties, "Tier", "Standard", "Standard", "Advanced", "Intelligent-Tiering")
                .equals("Standard");
        Reading.choiceOr(properties, "DataType", "text", "text");
        Reading.tagMap(properties);
        properties.done();
        if (!pattern.isEmpty() && !value.matches(pattern)) {
            throw Reading.wrong(properties, "Value", "text that matches " + pattern);
        }
        // The template's own value has to fit, whatever the lab makes of it.
        store(resource).put(name, Optional.of(type), value, true, advanced);
        String adjusted = adjustments.parameter(resource.stack().region(), name, value);
        if (!adjusted.equals(value)) {
            store(resource).put(name, Optional.of(type), adjusted, true, true);
        }
        return Made.of(name).with("Type", type.name()).with("Value", value);
    }
}
