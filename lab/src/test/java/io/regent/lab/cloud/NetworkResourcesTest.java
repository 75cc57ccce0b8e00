package io.regent.lab.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.regent.lab.twin.ec2.Hands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a packet from the internet needs to arrive: each piece left out keeps it away. */
class NetworkResourcesTest {
    private static final String NETWORK = """
            Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16}}
            Gateway: {Type: AWS::EC2::InternetGateway}
            Attached:
              Type: AWS::EC2::VPCGatewayAttachment
              Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}
            A:
              Type: AWS::EC2::Subnet
              Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24, AvailabilityZone: eu-west-1a}
            B:
              Type: AWS::EC2::Subnet
              Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: eu-west-1b}
            Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
            Out:
              Type: AWS::EC2::Route
              DependsOn: Attached
              Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
            RoutesOfA:
              Type: AWS::EC2::SubnetRouteTableAssociation
              Properties: {SubnetId: !Ref A, RouteTableId: !Ref Table}
            RoutesOfB:
              Type: AWS::EC2::SubnetRouteTableAssociation
              Properties: {SubnetId: !Ref B, RouteTableId: !Ref Table}
            Front:
              Type: AWS::EC2::SecurityGroup
              Properties:
                GroupDescription: the load balancer
                VpcId: !Ref Vpc
                SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0}]
                SecurityGroupEgress: [{IpProtocol: tcp, FromPort: 5000, ToPort: 5000, CidrIp: 10.0.0.0/16}]
            Registry:
              Type: AWS::EC2::SecurityGroup
              Properties:
                GroupDescription: the registry
                VpcId: !Ref Vpc
                SecurityGroupIngress:
                  - {IpProtocol: tcp, FromPort: 5000, ToPort: 5000, SourceSecurityGroupId: !GetAtt Front.GroupId}
            Clients:
              Type: AWS::EC2::SecurityGroupIngress
              Properties: {GroupId: !GetAtt Registry.GroupId, IpProtocol: tcp, FromPort: 5000, ToPort: 5000, CidrIp: 0.0.0.0/0}
            Instance:
              Type: AWS::EC2::Instance
              Properties:
                ImageId: ami-0123456789abcdef0
                InstanceType: t4g.small
                SubnetId: !Ref A
                SecurityGroupIds: [!GetAtt Registry.GroupId]
                UserData: IyEvYmluL3NoCg==
            Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
            Association:
              Type: AWS::EC2::EIPAssociation
              Properties: {AllocationId: !GetAtt Address.AllocationId, InstanceId: !Ref Instance}
            Balancer:
              Type: AWS::ElasticLoadBalancingV2::LoadBalancer
              Properties: {Scheme: internet-facing, Subnets: [!Ref A, !Ref B], SecurityGroups: [!GetAtt Front.GroupId]}
            Targets:
              Type: AWS::ElasticLoadBalancingV2::TargetGroup
              Properties: {VpcId: !Ref Vpc, Protocol: HTTP, Port: 5000, Targets: [{Id: !Ref Instance}], HealthCheckPath: /v2/}
            Listener:
              Type: AWS::ElasticLoadBalancingV2::Listener
              Properties:
                LoadBalancerArn: !Ref Balancer
                Protocol: HTTP
                Port: 80
                DefaultActions: [{Type: forward, TargetGroupArn: !Ref Targets}]
            """;

    private final Yard yard = new Yard();

    @Test
    void allTogetherTheInternetReachesBoth() {
        yard.deploy(NETWORK);

        assertThat(yard.region.network().originReached(5000)).isTrue();
        assertThat(yard.region.network().originReached(80)).isFalse();
        assertThat(yard.region.network().doors()).singleElement().satisfies(door -> {
            assertThat(door.reachesTarget()).isTrue();
            assertThat(door.settings().checkStatuses().toString()).isEqualTo("200");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DestinationCidrBlock: 0.0.0.0/0 | DestinationCidrBlock: 192.0.2.0/24",
                "{SubnetId: !Ref A, RouteTableId | {SubnetId: !Ref B, RouteTableId",
                "FromPort: 5000, ToPort: 5000, CidrIp: 0.0.0.0/0 | FromPort: 5001, ToPort: 5001, CidrIp: 0.0.0.0/0",
                "ToPort: 5000, CidrIp: 0.0.0.0/0 | ToPort: 5000, CidrIp: 203.0.113.0/24",
            })
    void withoutOneTheOriginIsNotReached(String piece, String otherwise) {
        yard.deploy(replaced(piece, otherwise));

        assertThat(yard.region.network().originReached(5000)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ToPort: 5000, SourceSecurityGroupId: !GetAtt Front.GroupId | ToPort: 5000, CidrIp: 203.0.113.0/24",
                "ToPort: 5000, CidrIp: 10.0.0.0/16 | ToPort: 5000, CidrIp: 10.9.0.0/16",
            })
    void aLoadBalancerThatIsKeptFromItsTargetIsThereAndReachesNothing(String piece, String otherwise) {
        String closed = replaced(piece, otherwise)
                .replace("ToPort: 5000, CidrIp: 0.0.0.0/0", "ToPort: 5000, CidrIp: 198.51.100.0/24");
        yard.deploy(closed);

        assertThat(yard.region.network().doors())
                .singleElement()
                .satisfies(door -> assertThat(door.reachesTarget()).isFalse());
    }

    @Test
    void anAlarmReachesTheInstanceItIsAbout() {
        yard.deploy(NETWORK);
        List<String> restarted = new ArrayList<>();
        yard.region.ec2().hands(new Hands() {
            @Override
            public void restarted(String instance) {
                restarted.add(instance);
            }

            @Override
            public void moved() {}
        });

        yard.region.ec2().operate("reboot", yard.ref("Instance"));
        yard.region.ec2().operate("reboot", "i-00000000000000000");
        yard.agenda.advance(Duration.ZERO);

        assertThat(restarted).containsExactly(yard.ref("Instance"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CidrBlock: 10.0.0.0/16 | CidrBlock: 10.0.0.1/16 | Vpc.Properties.CidrBlock: expected an IPv4 CIDR block",
                "10.0.1.0/24, AvailabilityZone: eu-west-1b | 10.0.1.0/24, AvailabilityZone: eu-west-1a"
                        + " | Balancer.Properties.Subnets: expected subnets in at least two availability zones",
                "Protocol: HTTP, Port: 5000 | Protocol: HTTPS, Port: 5000 | Targets.Properties.Protocol: expected one of HTTP",
                "FromPort: 80, ToPort: 80 | FromPort: 80, ToPort: 79 | SecurityGroupIngress[0].ToPort: expected ports",
                "UserData: IyEvYmluL3NoCg== | UserData: '#!/bin/sh' | Instance.Properties.UserData: expected Base64",
                "ImageId: ami-0123456789abcdef0 | ImageId: al2023 | Instance.Properties.ImageId: expected text that matches",
                "HealthCheckPath: /v2/ | HealthCheckTimeoutSeconds: 30 | HealthCheckTimeoutSeconds: expected less than",
                "HealthCheckPath: /v2/ | Matcher: {HttpCode: '2xx'} | Matcher.HttpCode: statuses '2xx'",
            })
    void whatAwsWouldNotTakeIsRefusedWithItsPath(String piece, String otherwise, String problem) {
        assertThatThrownBy(() -> yard.deploy(replaced(piece, otherwise)))
                .hasMessageContaining("yard.yaml: Resources.")
                .hasMessageContaining(problem);
        assertThat(yard.region.network().instance())
                .as("all of it was taken back")
                .isEmpty();
    }

    private static String replaced(String piece, String otherwise) {
        assertThat(NETWORK).contains(piece);
        return NETWORK.replace(piece, otherwise);
    }
}
