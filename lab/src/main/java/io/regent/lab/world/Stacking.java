package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.cloud.Account;
import io.regent.lab.cloud.Adjustments;
import io.regent.lab.cloud.Cloud;
import io.regent.lab.cloud.FunctionHost;
import io.regent.lab.stack.Deployed;
import io.regent.lab.stack.SamConfig;
import io.regent.lab.stack.Settings;
import io.regent.lab.stack.Stacks;
import io.regent.lab.stack.Template;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.ssm.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The repository's templates, deployed as {@code samconfig.toml} has them. One deployment at a time.
 *
 * <p>What AWS has before anybody deploys stands in every region: the public parameters that templates name.
 */
final class Stacking {
    /** The environments in the order in which the README deploys them. */
    static final List<String> IN_ORDER = List.of("ireland", "mumbai", "routing");

    private static final String IMAGES = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
    private static final String IMAGE = "ami-0123456789abcdef0";

    private final Templates templates;
    private final SamConfig config;
    private final Stacks stacks;

    Stacking(Templates templates, Account account, FunctionHost host, Adjustments adjustments) {
        this.templates = templates;
        this.config = SamConfig.parse(Templates.CONFIG, templates.text(Templates.CONFIG));
        account.regions()
                .values()
                .forEach(region ->
                        region.parameters().put(IMAGES, Optional.of(Parameter.Type.String), IMAGE, true, false));
        this.stacks = new Stacks(
                new Cloud(account, host, adjustments), (region, name) -> stored(account, region, name), account.id());
    }

    private static Optional<String> stored(Account account, Region region, String name) {
        try {
            return Optional.of(account.in(region).parameters().get(name, true).value());
        } catch (TwinError missing) {
            return Optional.empty();
        }
    }

    /** What {@code sam deploy --config-env ENVIRONMENT} does, with some parameters given otherwise. */
    synchronized Deployed deploy(String environment, Map<String, String> overrides) {
        SamConfig.Deployment deployment = config.deployment(environment);
        Settings settings = deployment.settings();
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            settings = settings.with(override.getKey(), override.getValue());
        }
        String file = deployment.templateFile();
        return stacks.deploy(Template.parse(file, templates.text(file)), settings);
    }

    /** What {@code sam delete --config-env ENVIRONMENT} does. */
    synchronized Deployed delete(String environment) {
        return stacks.delete(config.deployment(environment).settings().stack());
    }
}
