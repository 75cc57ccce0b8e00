package io.regent.lab.world;

import io.regent.fleet.Region;
import io.regent.lab.cloud.RegionTwin;
import io.regent.lab.twin.Faults;
import io.regent.lab.twin.cloudwatch.AlarmFilter;
import io.regent.lab.twin.cloudwatch.AlarmRule;
import io.regent.lab.twin.cloudwatch.AlarmSettings;
import io.regent.lab.twin.cloudwatch.AlarmState;
import io.regent.lab.twin.cloudwatch.CloudWatchTwin;
import io.regent.lab.twin.cloudwatch.Comparison;
import io.regent.lab.twin.cloudwatch.Metric;
import io.regent.lab.twin.cloudwatch.MetricStat;
import io.regent.lab.twin.cloudwatch.MissingData;
import io.regent.lab.twin.route53.AlarmCopy;
import io.regent.lab.twin.route53.AlarmIdentifier;
import io.regent.lab.twin.route53.AlarmStreams;
import io.regent.lab.twin.route53.Checkers;
import io.regent.lab.twin.route53.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The CloudWatch of every region as Route 53's health checks see it, from outside: a dark region's alarms cannot be
 * read, and its data are insufficient.
 */
record CloudWatchStreams(Map<Region, CloudWatchTwin> regions, Faults faults) implements AlarmStreams {
    CloudWatchStreams {
        regions = Map.copyOf(regions);
    }

    /** A world where nothing but alarms is seen. */
    static Surroundings around(Map<Region, RegionTwin> twins, Faults faults) {
        return new Surroundings(Checkers.NONE, of(twins, faults), name -> List.of());
    }

    /** The alarms of these regions. */
    static CloudWatchStreams of(Map<Region, RegionTwin> twins, Faults faults) {
        Map<Region, CloudWatchTwin> regions = new TreeMap<>();
        twins.forEach((region, twin) -> regions.put(region, twin.cloudWatch()));
        return new CloudWatchStreams(regions, faults);
    }

    @Override
    public Optional<Found> find(AlarmIdentifier alarm) {
        AlarmFilter named = new AlarmFilter(List.of(alarm.name()), "", Set.of(AlarmState.values()), "");
        return cloudWatch(alarm.region())
                .flatMap(found ->
                        found.describeAlarms(named, 1, "").alarms().stream().findFirst())
                .map(found -> found(found.settings()));
    }

    private static Found found(AlarmSettings settings) {
        MetricStat watched = settings.watched();
        AlarmRule rule = settings.rule();
        return new Found(
                new AlarmCopy(
                        rule.evaluationPeriods(),
                        rule.threshold(),
                        rule.comparison().text(),
                        watched.period(),
                        watched.metric().name(),
                        watched.metric().namespace(),
                        watched.stat(),
                        watched.metric().dimensions()),
                rule.needed());
    }

    @Override
    public Data read(String region, AlarmCopy settings) {
        MetricStat watched = new MetricStat(
                new Metric(settings.namespace(), settings.metricName(), settings.dimensions()),
                settings.period(),
                settings.statistic());
        AlarmRule rule = new AlarmRule(
                Comparison.of(settings.comparison()),
                settings.threshold(),
                settings.evaluationPeriods(),
                settings.evaluationPeriods(),
                MissingData.MISSING);
        return cloudWatch(region)
                .map(found -> switch (found.alarmData(watched, rule)) {
                    case OK -> Data.OK;
                    case ALARM -> Data.ALARM;
                    case INSUFFICIENT_DATA -> Data.INSUFFICIENT;
                })
                .orElse(Data.INSUFFICIENT);
    }

    private Optional<CloudWatchTwin> cloudWatch(String name) {
        return regions.entrySet().stream()
                .filter(entry -> entry.getKey().id().equals(name) && !faults.isDark(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
