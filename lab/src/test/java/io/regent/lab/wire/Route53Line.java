package io.regent.lab.wire;

import io.regent.lab.twin.Caller;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.route53.Route53Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;

/** A wire front with Route 53 behind it, and the AWS SDK's client before it. */
final class Route53Line implements AutoCloseable {
    private final Faults faults = new Faults();
    private final WireFront front;
    private final Route53Client client;

    Route53Line(Route53Twin twin, InstantSource clock) {
        try {
            front = WireFront.open(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0),
                    List.of(new Route53Wire(twin)),
                    faults,
                    key -> new Caller.Person(),
                    Authorization.OPEN,
                    new WireJournal(),
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = Route53Client.builder()
                .endpointOverride(front.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                // Refusals are what is tested here, so none may be tried again behind the test's back.
                .overrideConfiguration(to -> to.retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    WireFront front() {
        return front;
    }

    Faults faults() {
        return faults;
    }

    Route53Client client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
        front.close();
    }
}
