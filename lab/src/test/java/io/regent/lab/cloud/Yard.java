package io.regent.lab.cloud;

import io.regent.fleet.Region;
import io.regent.lab.stack.Deployed;
import io.regent.lab.stack.Settings;
import io.regent.lab.stack.StackId;
import io.regent.lab.stack.Stacks;
import io.regent.lab.stack.Template;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.Routes;
import io.regent.lab.twin.VirtualAgenda;
import io.regent.lab.twin.route53.DnsName;
import io.regent.lab.twin.route53.Route53Settings;
import io.regent.lab.twin.route53.Route53Twin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An account in virtual time that templates of a few lines are deployed to; its functions write down what they got. */
final class Yard {
    static final Region IRELAND = new Region("eu-west-1");
    static final String ACCOUNT = "123456789012";
    static final String ZONE = "Z0123456789ABCDEFGHIJ";
    static final StackId STACK = new StackId("yard", IRELAND);

    final VirtualAgenda agenda = new VirtualAgenda(Instant.parse("2026-03-01T12:00:30Z"));
    final Routes routes = new Routes();
    final RegionTwin region =
            new RegionTwin(IRELAND, ACCOUNT, agenda, new Faults(), routes, Duration.ofMinutes(1), Runnable::run);
    final Account account = new Account(
            ACCOUNT,
            Map.of(IRELAND, region),
            new Route53Twin(agenda, Route53Settings.documented().withRate(1000, 1000)));
    final List<FunctionHost.Spec> hosted = new ArrayList<>();
    final List<String> invoked = new ArrayList<>();

    /** Whether every function throws. */
    boolean failing;

    final Stacks stacks =
            new Stacks(new Cloud(account, this::host, new Ground()), (region, name) -> Optional.empty(), ACCOUNT);

    Yard() {
        account.route53().host(ZONE, DnsName.of("example.com"));
    }

    private io.regent.lab.twin.lambda.FunctionCode host(FunctionHost.Spec spec) {
        if (spec.handler().equals("no.Such")) {
            throw new IllegalArgumentException("Handler no.Such: expected a class");
        }
        hosted.add(spec);
        return (payload, context) -> {
            invoked.add(context.getInvokedFunctionArn().replaceFirst(".*:function:", "") + " "
                    + new String(payload, StandardCharsets.UTF_8));
            if (failing) {
                throw new IllegalStateException("no luck");
            }
            return payload;
        };
    }

    /** Deploys resources, written without what stands before them. */
    Deployed deploy(String resources) {
        return stacks.deploy(
                Template.parse(
                        "yard.yaml", "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n" + resources.indent(2)),
                Settings.of(STACK));
    }

    /** The physical id of a resource. */
    String ref(String logicalId) {
        return stacks.made(STACK, logicalId).orElseThrow().ref();
    }

    private static final class Ground implements Adjustments {
        @Override
        public String parameter(Region region, String name, String value) {
            return value;
        }

        @Override
        public String ipv4(Region region) {
            return "192.0.2.1";
        }

        @Override
        public String ipv6(Region region) {
            return "2001:db8:1::1";
        }
    }
}
