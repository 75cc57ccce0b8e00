package io.regent.aws;

import io.regent.fleet.Region;
import io.regent.process.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.EndpointTag;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.ServiceEndpointKey;
import software.amazon.awssdk.regions.ServiceMetadata;

/**
 * Who calls AWS and where to: the own region, the credentials, and the endpoint of each API in each region. All of it
 * comes from the variables that AWS's SDKs know, but from a given {@link Environment} and not from the process, so that
 * several regions can live in one process.
 */
public final class AwsAccess {
    static final String ENDPOINT_VARIABLE = "AWS_ENDPOINT_URL";

    private static final String REGION = "AWS_REGION";
    private static final String KEY_ID = "AWS_ACCESS_KEY_ID";
    private static final String SECRET = "AWS_SECRET_ACCESS_KEY";
    private static final String TOKEN = "AWS_SESSION_TOKEN";
    private static final String CONTAINER = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    private static final String PROFILE = "AWS_PROFILE";
    private static final String DUAL_STACK = "AWS_USE_DUALSTACK_ENDPOINT";
    private static final String FIPS = "AWS_USE_FIPS_ENDPOINT";

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Map<AwsApi, URI> overrides;
    private final Set<EndpointTag> variants;

    private AwsAccess(
            Region region, AwsCredentialsProvider credentials, Map<AwsApi, URI> overrides, Set<EndpointTag> variants) {
        this.region = region;
        this.credentials = credentials;
        this.overrides = Map.copyOf(overrides);
        this.variants = Set.copyOf(variants);
    }

    /**
     * Reads the environment; calls nobody.
     *
     * @throws IllegalArgumentException naming the variable that is missing or wrong, and what it may be
     */
    public static AwsAccess from(Environment environment) {
        var region = environment.require(REGION, Region.ACCEPTED);
        if (!Region.isCode(region)) {
            throw Environment.expected(REGION, Region.ACCEPTED);
        }
        var overrides = new EnumMap<AwsApi, URI>(AwsApi.class);
        for (var api : AwsApi.values()) {
            endpoint(environment, api.endpointVariable())
                    .or(() -> endpoint(environment, ENDPOINT_VARIABLE))
                    .ifPresent(uri -> overrides.put(api, uri));
        }
        var variants = new HashSet<EndpointTag>();
        if (flag(environment, DUAL_STACK)) {
            variants.add(EndpointTag.DUALSTACK);
        }
        if (flag(environment, FIPS)) {
            variants.add(EndpointTag.FIPS);
        }
        return new AwsAccess(new Region(region), credentials(environment), overrides, variants);
    }

    /** The region that this process belongs to. */
    public Region region() {
        return region;
    }

    AwsCredentialsProvider credentials() {
        return credentials;
    }

    /** The endpoint that stands in for all of the API's own, in every region; empty when they are used. */
    Optional<URI> override(AwsApi api) {
        return Optional.ofNullable(overrides.get(api));
    }

    /** Where the API answers for a region: the override, else what the SDK's metadata say for region and partition. */
    URI endpoint(AwsApi api, Region where) {
        return override(api).orElseGet(() -> {
            var key = ServiceEndpointKey.builder()
                    .region(sdk(where))
                    .tags(variants)
                    .build();
            return URI.create("https://" + ServiceMetadata.of(api.prefix()).endpointFor(key));
        });
    }

    /** Whether endpoints of this variant are asked for; overrides have none. */
    boolean wants(EndpointTag variant) {
        return variants.contains(variant);
    }

    /**
     * The region to name when calling an API that a partition has one of, such as Route 53: {@code us-east-1} in
     * {@code aws}, {@code cn-northwest-1} in {@code aws-cn}.
     */
    software.amazon.awssdk.regions.Region homeOf(AwsApi api) {
        var own = sdk(region);
        var metadata = ServiceMetadata.of(api.prefix());
        var partition = PartitionMetadata.of(own).id();
        return metadata.servicePartitions().stream()
                .filter(there -> there.partition().id().equals(partition))
                .flatMap(there -> there.globalRegion().stream())
                .findFirst()
                .map(metadata::signingRegion)
                .orElse(own);
    }

    static software.amazon.awssdk.regions.Region sdk(Region region) {
        return software.amazon.awssdk.regions.Region.of(region.id());
    }

    private static AwsCredentialsProvider credentials(Environment environment) {
        var keyId = environment.get(KEY_ID);
        if (keyId.isPresent()) {
            var secret = environment.require(SECRET, "the secret of " + KEY_ID);
            AwsCredentials fixed = environment
                    .get(TOKEN)
                    .<AwsCredentials>map(token -> AwsSessionCredentials.create(keyId.get(), secret, token))
                    .orElseGet(() -> AwsBasicCredentials.create(keyId.get(), secret));
            return StaticCredentialsProvider.create(fixed);
        }
        if (environment.get(CONTAINER).isPresent()) {
            // A function restored from a snapshot has these instead of keys (Lambda Developer Guide, "SnapStart"). The
            // provider reads the variables from the process itself, and nobody but Lambda sets them.
            return ContainerCredentialsProvider.builder().build();
        }
        // On a person's machine. The SDK's default chain would go on to ask the instance metadata service, which no
        // function has, and wait for it.
        return ProfileCredentialsProvider.create(environment.get(PROFILE).orElse("default"));
    }

    private static Optional<URI> endpoint(Environment environment, String name) {
        return environment.get(name).map(text -> {
            try {
                var uri = new URI(text);
                if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Said below: the syntax is one of the things that can be wrong with it.
            }
            throw Environment.expected(name, "a URL with http or https and a host");
        });
    }

    private static boolean flag(Environment environment, String name) {
        return environment
                .get(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw Environment.expected(name, "true or false");
                })
                .orElse(false);
    }
}
