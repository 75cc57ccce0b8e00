package io.regent.lab.twin.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which condition keys the requests of an action bring, from the Service Authorization Reference, as far as Regent's
 * policies go. A policy that asks for a key of another action is a legal one: AWS just never finds the key, and denies.
 */
final class Actions {
    /** Tags of what a request is about. */
    private static final String RESOURCE_TAG = "aws:resourcetag/";

    /** The same by EC2's own name. */
    private static final String EC2_TAG = "ec2:resourcetag/";

    /** An action: the keys of its own, by their beginnings in lower case, and whether it knows resources. */
    private record Action(boolean knowsResources, List<String> keys) {}

    /**
     * "Available" keys of "AWS global condition context keys" that come with every request, or with every one signed.
     */
    private static final Set<String> GLOBAL = Set.of(
            "aws:principalarn",
            "aws:principalaccount",
            "aws:principaltype",
            "aws:requestedregion",
            "aws:securetransport");

    /** Those that come when a service acts for a resource; a role's own requests never bring them. */
    private static final Set<String> OF_SERVICES =
            Set.of("aws:sourcearn", "aws:sourceaccount", "aws:principalservicename", "aws:principalisawsservice");

    /** Keys of several values, which need ForAllValues or ForAnyValue. */
    private static final Set<String> SEVERAL_VALUES = Set.of(
            "route53:changeresourcerecordsetsnormalizedrecordnames",
            "route53:changeresourcerecordsetsrecordtypes",
            "route53:changeresourcerecordsetsactions");

    private static final Map<String, Action> TABLE = new TreeMap<>();

    static {
        // "Actions, resources, and condition keys for Amazon CloudWatch".
        without("cloudwatch:PutMetricData", "cloudwatch:namespace");
        without("cloudwatch:GetMetricData");
        without("cloudwatch:ListMetrics");
        with("cloudwatch:DescribeAlarms");
        with("cloudwatch:PutMetricAlarm", "cloudwatch:alarmactions");
        with("cloudwatch:DeleteAlarms");
        with("cloudwatch:SetAlarmState");
        with("cloudwatch:EnableAlarmActions");
        with("cloudwatch:DisableAlarmActions");
        // "Amazon EventBridge".
        with("events:PutEvents", "events:source", "events:detail-type", "events:eventbusinvocation");
        with("events:PutRule");
        with("events:PutTargets", "events:targetarn");
        without("events:ListRules");
        with("events:DescribeRule");
        with("events:ListTargetsByRule");
        // "Amazon EventBridge Scheduler".
        with("scheduler:CreateSchedule");
        with("scheduler:GetSchedule");
        with("scheduler:DeleteSchedule");
        without("scheduler:ListSchedules");
        // "Amazon Route 53".
        with(
                "route53:ChangeResourceRecordSets",
                "route53:changeresourcerecordsetsnormalizedrecordnames",
                "route53:changeresourcerecordsetsrecordtypes",
                "route53:changeresourcerecordsetsactions");
        with("route53:ListResourceRecordSets");
        with("route53:GetHostedZone");
        with("route53:GetChange");
        with("route53:GetHostedZoneLimit");
        without("route53:GetAccountLimit");
        without("route53:ListHostedZones");
        without("route53:ListHostedZonesByName");
        without("route53:CreateHostedZone");
        with("route53:GetHostedZoneLimit");
        without("route53:GetAccountLimit");
        without("route53:CreateHealthCheck");
        without("route53:ListHealthChecks");
        with("route53:GetHealthCheck");
        with("route53:GetHealthCheckStatus");
        with("route53:UpdateHealthCheck");
        with("route53:DeleteHealthCheck");
        with("route53:ChangeTagsForResource");
        with("route53:ListTagsForResource");
        // "AWS Lambda".
        with("lambda:InvokeFunction", RESOURCE_TAG);
        with("lambda:GetFunction", RESOURCE_TAG);
        without("lambda:ListFunctions");
        for (String action : List.of("PutFunctionConcurrency", "GetFunctionConcurrency", "DeleteFunctionConcurrency")) {
            with("lambda:" + action, RESOURCE_TAG);
        }
        // "AWS Systems Manager".
        with("ssm:GetParameter", RESOURCE_TAG);
        with("ssm:PutParameter", "ssm:overwrite");
        // "Amazon SNS".
        with("sns:Publish", RESOURCE_TAG);
        with("sns:CreateTopic");
        without("sns:ListTopics");
        // "AWS Key Management Service".
        for (String action : List.of("kms:Decrypt", "kms:GenerateDataKey")) {
            with(action, "kms:viaservice", "kms:calleraccount", RESOURCE_TAG);
        }
        // "AWS Identity and Access Management", "AWS Security Token Service", "Amazon CloudWatch Logs", "Amazon EC2".
        with("iam:PassRole", "iam:passedtoservice");
        with("sts:AssumeRole");
        with("logs:CreateLogStream", RESOURCE_TAG);
        with("logs:PutLogEvents", RESOURCE_TAG);
        without("ec2:DescribeRegions", "ec2:region");
        for (String action : List.of(
                "ec2:DescribeInstances",
                "ec2:DescribeInstanceStatus",
                "ec2:DescribeAddresses",
                "ec2:DescribeSecurityGroups")) {
            without(action, "ec2:region");
        }
        with(
                "ec2:RebootInstances",
                RESOURCE_TAG,
                EC2_TAG,
                "ec2:region",
                "ec2:instanceid",
                "ec2:instancetype",
                "ec2:availabilityzone");
        with(
                "ec2:AssociateAddress",
                RESOURCE_TAG,
                EC2_TAG,
                "ec2:region",
                "ec2:instanceid",
                "ec2:instancetype",
                "ec2:availabilityzone",
                "ec2:allocationid",
                "ec2:publicipaddress",
                "ec2:domain");
        with(
                "ec2:DisassociateAddress",
                RESOURCE_TAG,
                EC2_TAG,
                "ec2:region",
                "ec2:allocationid",
                "ec2:publicipaddress",
                "ec2:domain");
        with("ec2:AttachVolume", RESOURCE_TAG, EC2_TAG, "ec2:region");
    }

    private Actions() {}

    private static void with(String action, String... keys) {
        TABLE.put(action.toLowerCase(Locale.ROOT), new Action(true, List.of(keys)));
    }

    private static void without(String action, String... keys) {
        TABLE.put(action.toLowerCase(Locale.ROOT), new Action(false, List.of(keys)));
    }

    /** What of a statement can never come true, or needs another operator. A NotAction is not looked at. */
    static List<String> defects(Statement statement) {
        List<String> defects = new ArrayList<>();
        if (statement.actions().inverted()) {
            return defects;
        }
        for (Condition condition : statement.conditions()) {
            if (SEVERAL_VALUES.contains(condition.key()) && !condition.takesSeveralValues()) {
                defects.add(statement.id() + ": " + condition.key()
                        + " has several values, and needs ForAllValues: or ForAnyValue:");
            }
        }
        for (Template written : statement.actions().listed()) {
            for (Map.Entry<String, Action> known : concerned(written)) {
                defects.addAll(defects(statement, written, known.getValue()));
            }
            if (concerned(written).isEmpty() && statement.conditions().stream().anyMatch(Actions::isOfAnAction)) {
                defects.add(statement.id() + ": the twin knows no condition keys of " + written);
            }
        }
        return defects.stream().distinct().toList();
    }

    private static List<Map.Entry<String, Action>> concerned(Template written) {
        return TABLE.entrySet().stream()
                .filter(known -> written.matches(known.getKey(), Map.of()))
                .toList();
    }

    private static boolean isOfAnAction(Condition condition) {
        return !GLOBAL.contains(condition.key()) && !OF_SERVICES.contains(condition.key());
    }

    /** A key that ends with a slash is one of many, each with a tag's name. */
    private static boolean isOrBegins(String known, String key) {
        return known.endsWith("/") ? key.startsWith(known) : key.equals(known);
    }

    private static List<String> defects(Statement statement, Template written, Action action) {
        List<String> defects = new ArrayList<>();
        boolean ofResource = statement.principals().isPresent();
        for (Condition condition : statement.conditions()) {
            boolean comes = GLOBAL.contains(condition.key())
                    || (ofResource && OF_SERVICES.contains(condition.key()))
                    || action.keys().stream().anyMatch(key -> isOrBegins(key, condition.key()));
            if (!comes) {
                defects.add(statement.id() + ": requests for " + written + " never bring " + condition.key());
            }
        }
        boolean one = statement
                .resources()
                .filter(names -> names.listed().stream()
                        .noneMatch(name -> name.toString().equals(Act.ANY)))
                .isPresent();
        if (!action.knowsResources() && one) {
            defects.add(statement.id() + ": " + written + " knows no resource but *");
        }
        return defects;
    }
}
