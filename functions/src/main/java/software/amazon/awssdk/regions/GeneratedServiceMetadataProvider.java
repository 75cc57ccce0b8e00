package software.amazon.awssdk.regions;

import java.util.Map;
import software.amazon.awssdk.regions.servicemetadata.Ec2ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.EventsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LambdaServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.Route53ServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.SsmServiceMetadata;

/**
 * Stands in for the SDK's class of this name, which makes an object for each of AWS's 300 APIs as soon as it is asked
 * for one: 0.8 MB of classes to carry, and to load in every cold start. This one knows the APIs that Regent calls and
 * has no answer for another, as the SDK's own has none for an API that is newer than itself.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {
    private static final Map<String, ServiceMetadata> KNOWN = Map.of(
            "ec2", new Ec2ServiceMetadata(),
            "events", new EventsServiceMetadata(),
            "lambda", new LambdaServiceMetadata(),
            "monitoring", new MonitoringServiceMetadata(),
            "route53", new Route53ServiceMetadata(),
            "ssm", new SsmServiceMetadata());

    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return KNOWN.get(endpointPrefix);
    }
}
