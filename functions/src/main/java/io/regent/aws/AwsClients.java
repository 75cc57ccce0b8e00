package io.regent.aws;

import io.regent.fleet.Region;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.route53.Route53Client;

/**
 * Makes SDK clients whose every call is bounded. What a client does depends on its {@link AwsAccess} and
 * {@link CallLimits} alone: not on the machine's AWS configuration files, and not on the process's variables.
 *
 * <p>A call that was cut off at a limit may end in an {@link java.io.UncheckedIOException} instead of the SDK's own
 * exceptions. Name lookup is the one thing that the limits do not reach; a call that must keep its time even then goes
 * through {@link Bounded}.
 */
public final class AwsClients implements AutoCloseable {
    private final AwsAccess access;
    private final CallLimits limits;
    private final SdkHttpClient http;

    public AwsClients(AwsAccess access, CallLimits limits) {
        this.access = access;
        this.limits = limits;
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(limits.connect())
                .socketTimeout(limits.attempt())
                .build();
    }

    /**
     * A client of the partition's one Route 53. It does not repeat a change that was answered with
     * {@code PriorRequestNotComplete}: what was read may be out of date by then, so the caller decides.
     */
    public Route53Client route53() {
        var client =
                Route53Client.builder().region(access.homeOf(AwsApi.ROUTE53)).httpClient(http);
        bound(client, AwsApi.ROUTE53);
        return client.build();
    }

    /** A client of one region's CloudWatch, the own or another. */
    public CloudWatchClient cloudWatch(Region region) {
        var client = CloudWatchClient.builder().region(AwsAccess.sdk(region)).httpClient(http);
        bound(client, AwsApi.CLOUDWATCH);
        return client.build();
    }

    /**
     * A client of one region's EC2. The builder is the caller's, so that this class, which every function has, names
     * none of EC2's, which are in a layer that only some functions have.
     *
     * @param client a new builder of EC2's own client
     */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> C ec2(Region region, B client) {
        client.region(AwsAccess.sdk(region));
        client.httpClient(http);
        bound(client, AwsApi.EC2);
        return client.build();
    }

    /** Closes what the clients share; they are of no use afterwards. */
    @Override
    public void close() {
        http.close();
    }

    private void bound(AwsClientBuilder<?, ?> client, AwsApi api) {
        client.credentialsProvider(access.credentials())
                .defaultsMode(DefaultsMode.STANDARD)
                .dualstackEnabled(access.wants(EndpointTag.DUALSTACK)
                        && access.override(api).isEmpty())
                .fipsEnabled(
                        access.wants(EndpointTag.FIPS) && access.override(api).isEmpty())
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallTimeout(limits.call())
                        .apiCallAttemptTimeout(limits.attempt())
                        .retryStrategy(Retries.upTo(limits.attempts()))
                        .defaultProfileFile(ProfileFile.aggregator().build())
                        .defaultProfileName("none")
                        .build());
        access.override(api).ifPresent(client::endpointOverride);
    }
}
