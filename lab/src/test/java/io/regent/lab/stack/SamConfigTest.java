package io.regent.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a {@code samconfig.toml} deploys. */
class SamConfigTest {
    private static final String TWO = """
            version = 0.1
            [ireland.global.parameters]
            stack_name = "regent"
            region = "us-east-1"
            [ireland.build.parameters]
            cached = true
            [ireland.deploy.parameters]
            region = "eu-west-1"
            resolve_s3 = true
            capabilities = "CAPABILITY_IAM CAPABILITY_NAMED_IAM"
            parameter_overrides = "Name=regent Open=\\"yes, anyone\\" ParameterKey=Session,ParameterValue=fast Empty= Url=http://a?b=c"
            tags = ["project=regent", "stack='the regional one'"]
            [routing.deploy.parameters]
            stack_name = "regent-routing"
            region = "eu-west-1"
            template_file = "routing.yaml"
            capabilities = ["CAPABILITY_IAM"]
            parameter_overrides = ["Name=regent"]
            """;

    @Test
    void anEnvironmentIsWhatItsDeploymentAndItsGlobalSettingsSay() {
        SamConfig.Deployment ireland = SamConfig.parse("samconfig.toml", TWO).deployment("ireland");

        assertThat(ireland.templateFile()).isEqualTo("template.yaml");
        assertThat(ireland.settings())
                .isEqualTo(new Settings(
                        new StackId("regent", new Region("eu-west-1")),
                        Map.of(
                                "Name", "regent",
                                "Open", "yes, anyone",
                                "Session", "fast",
                                "Empty", "",
                                "Url", "http://a?b=c"),
                        Map.of("project", "regent", "stack", "the regional one"),
                        Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM")));
    }

    @Test
    void listsAreTakenLikeTexts() {
        SamConfig config = SamConfig.parse("samconfig.toml", TWO);

        assertThat(config.environments()).containsExactly("ireland", "routing");
        assertThat(config.deployment("routing").templateFile()).isEqualTo("routing.yaml");
        assertThat(config.deployment("routing").settings().parameters()).isEqualTo(Map.of("Name", "regent"));
        assertThat(config.deployment("routing").settings().capabilities()).containsExactly("CAPABILITY_IAM");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            disable_rollback = true              | samconfig.toml: a.deploy.parameters.disable_rollback: a setting that the lab does not know, expected one of [capabilities, confirm_changeset, fail_on_empty_changeset, force_upload, no_progressbar, parameter_overrides, profile, region, resolve_s3, s3_bucket, s3_prefix, stack_name, tags, template_file]
            parameter_overrides = "Name=two words" | samconfig.toml: a.deploy.parameters.parameter_overrides: expected Key=Value, with quotes around a value that has blanks, found words
            parameter_overrides = "A=1 A=2"      | samconfig.toml: a.deploy.parameters.parameter_overrides: A is given twice
            tags = 5                             | samconfig.toml: a.deploy.parameters.tags: expected Key=Value, with quotes around a value that has blanks, found 5
            """)
    void whatIsNotKnownIsRefused(String setting, String problem) {
        assertThatThrownBy(() -> SamConfig.parse(
                                "samconfig.toml",
                                "[a.deploy.parameters]\nregion = \"eu-west-1\"\nstack_name = \"a\"\n" + setting)
                        .deployment("a"))
                .isInstanceOf(Unsupported.class)
                .hasMessage(problem.strip());
    }

    @Test
    void aNameThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> SamConfig.parse("samconfig.toml", TWO).deployment("mumbai"))
                .hasMessage("samconfig.toml: no environment mumbai, expected one of [ireland, routing]");
        assertThatThrownBy(() -> SamConfig.parse("samconfig.toml", "[a.remote.parameters]"))
                .hasMessage("samconfig.toml: a.remote: a command that the lab does not know");
        assertThatThrownBy(() -> SamConfig.parse("samconfig.toml", "[a.deploy]\nregion = \"eu-west-1\""))
                .hasMessageContaining("samconfig.toml: a.deploy: parameters: expected");
        assertThatThrownBy(() -> SamConfig.parse(
                                "samconfig.toml", "[a.deploy.parameters]\nstack_name = \"a\"\nregion = \"Ireland\"")
                        .deployment("a"))
                .hasMessage("samconfig.toml: a.deploy.parameters.region: expected an AWS region code such as eu-west-1,"
                        + " found Ireland");
        assertThatThrownBy(() -> SamConfig.parse("samconfig.toml", "version = 2"))
                .hasMessage("samconfig.toml: version: expected 0.1, found 2");
        assertThatThrownBy(() -> SamConfig.parse("samconfig.toml", "[a")).hasMessageContaining("not TOML");
    }
}
