package io.regent.lab.twin.route53;

import static io.regent.lab.twin.route53.CheckField.ALARM_NAME;
import static io.regent.lab.twin.route53.CheckField.ALARM_REGION;
import static io.regent.lab.twin.route53.CheckField.CHILD_HEALTH_CHECKS;
import static io.regent.lab.twin.route53.CheckField.HEALTH_THRESHOLD;
import static io.regent.lab.twin.route53.CheckField.IP_ADDRESS;
import static io.regent.lab.twin.route53.CheckField.PORT;
import static io.regent.lab.twin.route53.CheckField.TYPE;

/** Settings of health checks in few words. */
public final class CheckConfigs {
    private CheckConfigs() {}

    public static CheckFields tcp(String address) {
        return CheckFields.NONE.with(TYPE, "TCP").with(IP_ADDRESS, address).with(PORT, "5000");
    }

    public static CheckFields http(String type) {
        return CheckFields.NONE.with(TYPE, type).with(IP_ADDRESS, "192.0.2.1");
    }

    public static CheckFields calculated(int threshold, String... children) {
        return CheckFields.NONE
                .with(TYPE, "CALCULATED")
                .with(HEALTH_THRESHOLD, Integer.toString(threshold))
                .with(CHILD_HEALTH_CHECKS, children);
    }

    public static CheckFields metric(String region, String alarm) {
        return CheckFields.NONE
                .with(TYPE, "CLOUDWATCH_METRIC")
                .with(ALARM_REGION, region)
                .with(ALARM_NAME, alarm);
    }
}
