package io.regent.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.0",
                "172.32.0.1",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2001:4860:4860::8888"
            })
    void whatEverybodyMeansByItIsPublic(String address) {
        assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "127.0.0.1",
                "127.255.255.254",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "169.254.169.254",
                "169.254.169.253",
                "fe80::1",
                "10.0.0.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "::ffff:10.0.0.2",
                "100.64.0.1",
                "100.127.255.255",
                "fc00::1",
                "fd00:ec2::253",
                "fec0::1",
                "224.0.0.251",
                "239.255.255.250",
                "240.0.0.1",
                "255.255.255.255",
                "ff02::fb"
            })
    void whatIsBesideTheFunctionIsNot(String address) {
        assertThat(PublicAddress.is(InetAddress.ofLiteral(address))).isFalse();
    }
}
