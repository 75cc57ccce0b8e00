package io.regent.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.fleet.Region;
import io.regent.process.Environment;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;

class AwsAccessTest {
    private static AwsAccess access(String region, String... more) {
        var variables = new HashMap<>(Map.of("AWS_REGION", region));
        for (int i = 0; i < more.length; i += 2) {
            variables.put(more[i], more[i + 1]);
        }
        return AwsAccess.from(Environment.of(variables));
    }

    @ParameterizedTest
    @CsvSource({
        "LAMBDA, ap-south-1, https://lambda.ap-south-1.amazonaws.com",
        "EVENTBRIDGE, eu-west-1, https://events.eu-west-1.amazonaws.com",
        "SSM, us-gov-west-1, https://ssm.us-gov-west-1.amazonaws.com",
        "LAMBDA, cn-north-1, https://lambda.cn-north-1.amazonaws.com.cn",
        "CLOUDWATCH, eu-west-1, https://monitoring.eu-west-1.amazonaws.com",
        "SSM, eu-newest-9, https://ssm.eu-newest-9.amazonaws.com",
    })
    void endpointsAreThoseOfTheRegionsPartition(AwsApi api, String where, String endpoint) {
        assertThat(access("eu-west-1").endpoint(api, new Region(where))).isEqualTo(URI.create(endpoint));
    }

    @Test
    void aWantedVariantOfEndpointsIsUsed() {
        var mumbai = new Region("ap-south-1");
        assertThat(access("eu-west-1", "AWS_USE_DUALSTACK_ENDPOINT", "true").endpoint(AwsApi.LAMBDA, mumbai))
                .isEqualTo(URI.create("https://lambda.ap-south-1.api.aws"));
        assertThat(access("us-east-1", "AWS_USE_FIPS_ENDPOINT", "true").endpoint(AwsApi.SSM, new Region("us-east-1")))
                .isEqualTo(URI.create("https://ssm-fips.us-east-1.amazonaws.com"));
    }

    @Test
    void anApisOwnOverrideGoesBeforeTheOneForAll() {
        var access = access(
                "eu-west-1",
                "AWS_ENDPOINT_URL",
                "http://127.0.0.1:4580",
                "AWS_ENDPOINT_URL_EVENTBRIDGE",
                "http://127.0.0.1:4581");

        assertThat(access.endpoint(AwsApi.SSM, new Region("ap-south-1")))
                .isEqualTo(URI.create("http://127.0.0.1:4580"));
        assertThat(access.override(AwsApi.ROUTE53)).contains(URI.create("http://127.0.0.1:4580"));
        assertThat(access.endpoint(AwsApi.EVENTBRIDGE, access.region())).isEqualTo(URI.create("http://127.0.0.1:4581"));
    }

    @ParameterizedTest
    @CsvSource({"eu-west-1, us-east-1", "cn-north-1, cn-northwest-1", "us-gov-east-1, us-gov-west-1"})
    void route53IsCalledWhereThePartitionHasIt(String own, String home) {
        assertThat(access(own).homeOf(AwsApi.ROUTE53).id()).isEqualTo(home);
    }

    @Test
    void keysInTheEnvironmentAreUsedBeforeAnythingElse() {
        var keys = access(
                "eu-west-1",
                "AWS_ACCESS_KEY_ID",
                "id",
                "AWS_SECRET_ACCESS_KEY",
                "secret",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "http://127.0.0.1:9/");
        assertThat(keys.credentials().resolveCredentials()).isEqualTo(AwsBasicCredentials.create("id", "secret"));

        var session = access(
                "eu-west-1", "AWS_ACCESS_KEY_ID", "id", "AWS_SECRET_ACCESS_KEY", "s", "AWS_SESSION_TOKEN", "token");
        assertThat(session.credentials().resolveCredentials())
                .isEqualTo(AwsSessionCredentials.create("id", "s", "token"));
    }

    @Test
    void aFunctionRestoredFromASnapshotAsksItsContainer() {
        assertThat(access("eu-west-1", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://127.0.0.1:9/")
                        .credentials())
                .isInstanceOf(ContainerCredentialsProvider.class);
    }

    @Test
    void aKeyWithoutItsSecretIsAnErrorThatNamesTheVariable() {
        assertThatThrownBy(() -> access("eu-west-1", "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AWS_SECRET_ACCESS_KEY is not set");
    }

    @Test
    void aMissingOrWrongRegionIsAnErrorThatNamesTheVariable() {
        assertThatThrownBy(() -> AwsAccess.from(Environment.of(Map.of())))
                .hasMessage("environment variable AWS_REGION is not set: expected " + Region.ACCEPTED);
        assertThatThrownBy(() -> access("Ireland"))
                .hasMessage("environment variable AWS_REGION: expected " + Region.ACCEPTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4580", "ftp://127.0.0.1", "http://", "http://a b", "http:///path"})
    void anEndpointThatIsNoUrlIsAnErrorThatNamesTheVariable(String text) {
        assertThatThrownBy(() -> access("eu-west-1", "AWS_ENDPOINT_URL_SSM", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("environment variable AWS_ENDPOINT_URL_SSM: expected a URL with http or https and a host");
    }

    @Test
    void aFlagIsTrueOrFalse() {
        assertThatThrownBy(() -> access("eu-west-1", "AWS_USE_FIPS_ENDPOINT", "yes"))
                .hasMessage("environment variable AWS_USE_FIPS_ENDPOINT: expected true or false");
    }
}
