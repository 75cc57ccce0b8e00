package io.regent.lab.twin.route53;

import io.regent.lab.twin.Agenda;
import io.regent.lab.twin.Identities;
import io.regent.lab.twin.TwinError;
import io.regent.lab.twin.route53.AlarmStreams.Found;
import io.regent.lab.twin.route53.LoadBalancers.TargetGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * The health checks of an account: what people do to them, which is Route 53's control plane, and what they hold, which
 * name servers go by and which goes on whatever the control plane does. Operations refuse with a {@link TwinError} that
 * has the API's code. Thread-safe.
 *
 * <p>Not here: RECOVERY_CONTROL, and CALCULATED health checks among the children of a CALCULATED one, which AWS does
 * not say that it takes.
 */
public final class HealthChecks implements HealthView {
    /** The most that a page of ListHealthChecks holds (API reference). */
    public static final int MOST_A_PAGE = 1_000;

    /** Developer Guide, "Quotas": active health checks per account. */
    static final int MOST_CHECKS = 200;

    private static final int LONGEST_CALLER_REFERENCE = 64;
    private static final int MOST_FORGOTTEN_REFERENCES = 10_000;
    private static final int MOST_TAGS = 10;
    private static final int LONGEST_TAG_KEY = 128;
    private static final int LONGEST_TAG_VALUE = 256;

    /** The settings that UpdateHealthCheck does not have. */
    private static final Set<CheckField> FIXED =
            EnumSet.of(CheckField.TYPE, CheckField.REQUEST_INTERVAL, CheckField.MEASURE_LATENCY);

    /** API model, ResettableElementName. */
    private static final Set<CheckField> RESETTABLE = EnumSet.of(
            CheckField.FULLY_QUALIFIED_DOMAIN_NAME,
            CheckField.REGIONS,
            CheckField.RESOURCE_PATH,
            CheckField.CHILD_HEALTH_CHECKS);

    /** API model, AlarmIdentifier: "Extended statistics aren't supported." */
    private static final Set<String> STATISTICS = Set.of("Average", "Minimum", "Maximum", "Sum", "SampleCount");

    private static final int SHORTEST_PERIOD = 60;
    private static final int MOST_DIMENSIONS = 10;

    /** A health check at work. */
    private static final class Check {
        final String id;
        final String callerReference;
        final Map<String, String> tags = new TreeMap<>();
        long version = 1;
        CheckFields config;
        Optional<AlarmCopy> alarm;
        Watch watch;
        boolean told;

        Check(String id, String callerReference, CheckFields config, Optional<AlarmCopy> alarm, Watch watch) {
            this.id = id;
            this.callerReference = callerReference;
            this.config = config;
            this.alarm = alarm;
            this.watch = watch;
            this.told = healthy();
        }

        /** A disabled check counts as healthy, and inversion turns that over too (API model, Disabled, Inverted). */
        boolean healthy() {
            boolean holds = disabled() || watch.healthy();
            return holds != CheckRules.truth(config, CheckField.INVERTED);
        }

        boolean disabled() {
            return CheckRules.truth(config, CheckField.DISABLED);
        }

        HealthCheck describe() {
            return new HealthCheck(
                    id, callerReference, version, config, alarm.map(List::of).orElse(List.of()));
        }
    }

    private final Agenda agenda;
    private final Runnable token;
    private final IntSupplier pace;
    private final EndpointWatch.Lookup lookup;
    private final Surroundings surroundings;
    private final Identities ids = new Identities("health check");
    private final Map<String, Check> checks = new LinkedHashMap<>();
    private final Set<String> usedReferences = new LinkedHashSet<>();
    private final List<Consumer<HealthCheck.Turned>> listeners = new ArrayList<>();

    /**
     * An account without health checks.
     *
     * @param token takes a token of the account's, or refuses; called before anything is locked here
     * @param pace how many times faster than AWS's the checkers are
     */
    HealthChecks(
            Agenda agenda, Runnable token, IntSupplier pace, EndpointWatch.Lookup lookup, Surroundings surroundings) {
        this.agenda = agenda;
        this.token = token;
        this.pace = pace;
        this.lookup = lookup;
        this.surroundings = surroundings;
    }

    /** Tells somebody of every health check that turns from now on, in order. */
    public synchronized void listen(Consumer<HealthCheck.Turned> listener) {
        listeners.add(listener);
    }

    /**
     * CreateHealthCheck. A repeated request, known by its reference, gets the health check that is there.
     *
     * @throws TwinError {@code HealthCheckAlreadyExists} for a reference that was used with other settings, or by a
     *     health check that was deleted since; {@code TooManyHealthChecks}, {@code InvalidInput}
     */
    public HealthCheck create(String callerReference, CheckFields given) {
        token.run();
        return make(callerReference, CheckRules.complete(given));
    }

    private synchronized HealthCheck make(String callerReference, CheckFields config) {
        if (callerReference.isEmpty() || callerReference.length() > LONGEST_CALLER_REFERENCE) {
            throw invalid("CallerReference: expected 1 to " + LONGEST_CALLER_REFERENCE + " characters");
        }
        Watched watched = CheckRules.judge(config);
        if (usedReferences.contains(callerReference)) {
            return repeated(callerReference, config);
        }
        if (checks.size() == MOST_CHECKS) {
            throw new TwinError("TooManyHealthChecks", 400, "Limits Exceeded: MAX_HEALTH_CHECKS_BY_OWNER");
        }
        checkChildren(watched);
        Optional<AlarmCopy> alarm = copy(watched);
        Check check = new Check(ids.next(), callerReference, config, alarm, watch(watched, alarm));
        checks.put(check.id, check);
        remember(callerReference);
        if (!check.disabled()) {
            check.watch.begin();
        }
        return check.describe();
    }

    private HealthCheck repeated(String callerReference, CheckFields config) {
        return checks.values().stream()
                .filter(check -> check.callerReference.equals(callerReference) && check.config.equals(config))
                .findFirst()
                .map(Check::describe)
                .orElseThrow(() -> new TwinError(
                        "HealthCheckAlreadyExists",
                        409,
                        "A health check was created with the caller reference " + callerReference
                                + " already: it has other settings, or was deleted."));
    }

    /** "The CallerReference for a deleted health check will be deleted after a number of days" (API model). */
    private void remember(String callerReference) {
        usedReferences.add(callerReference);
        if (usedReferences.size() > MOST_FORGOTTEN_REFERENCES) {
            usedReferences.remove(usedReferences.iterator().next());
        }
    }

    /**
     * GetHealthCheck.
     *
     * @throws TwinError {@code NoSuchHealthCheck}
     */
    public HealthCheck get(String id) {
        token.run();
        synchronized (this) {
            return find(id).describe();
        }
    }

    /**
     * UpdateHealthCheck. Whatever it changes, a check that follows an alarm takes a new copy of the alarm's settings
     * (Developer Guide, "Updating health checks when you change CloudWatch alarm settings").
     *
     * @param version the version that is to be changed; 0 for any
     * @param given the settings to change
     * @param resets the settings to take back
     * @throws TwinError {@code NoSuchHealthCheck}, {@code HealthCheckVersionMismatch}, {@code InvalidInput}
     */
    public HealthCheck update(String id, long version, CheckFields given, Collection<CheckField> resets) {
        token.run();
        HealthCheck updated = change(id, version, given, resets);
        announce();
        return updated;
    }

    private synchronized HealthCheck change(String id, long version, CheckFields given, Collection<CheckField> resets) {
        Check check = find(id);
        if (version != 0 && version != check.version) {
            throw new TwinError(
                    "HealthCheckVersionMismatch",
                    409,
                    "The version in the request is " + version + ", that of the health check is " + check.version);
        }
        for (CheckField field : given.values().keySet()) {
            if (FIXED.contains(field)) {
                throw CheckRules.parameter(field.apiName() + " cannot be changed after a health check is created.");
            }
        }
        for (CheckField field : resets) {
            if (!RESETTABLE.contains(field)) {
                throw CheckRules.parameter(field.apiName() + " cannot be reset.");
            }
        }
        if (given.has(CheckField.IP_ADDRESS) && !check.config.has(CheckField.IP_ADDRESS)) {
            throw CheckRules.parameter("IPAddress cannot be added to a health check that has none.");
        }
        CheckFields config = check.config.without(resets).with(given);
        Watched watched = CheckRules.judge(config);
        checkChildren(watched);
        Optional<AlarmCopy> alarm = copy(watched);
        Watch made = watch(watched, alarm);
        // A check that was disabled begins anew, any other goes on from what it held.
        Watch watch = check.disabled() ? made : made.after(check.watch);
        check.watch.end();
        check.watch = watch;
        check.config = config;
        check.alarm = alarm;
        check.version++;
        if (!check.disabled()) {
            watch.begin();
        }
        return check.describe();
    }

    /**
     * DeleteHealthCheck. Neither record sets nor CALCULATED health checks that name it prevent that: "Route 53 does not
     * prevent you from deleting a health check even if the health check is associated with one or more resource record
     * sets", and HealthCheckInUse "is not in use" (API model).
     *
     * @throws TwinError {@code NoSuchHealthCheck}
     */
    public void delete(String id) {
        token.run();
        synchronized (this) {
            find(id).watch.end();
            checks.remove(id);
        }
        announce();
    }

    /**
     * ListHealthChecks, in the order in which they were made.
     *
     * @param marker the id of the first to list; empty for the beginning
     * @param mostItems more than 1,000 are cut to that
     * @throws TwinError {@code InvalidInput} for a marker that is no health check's
     */
    public HealthCheck.Page list(String marker, int mostItems) {
        token.run();
        if (mostItems < 1) {
            throw invalid("MaxItems " + mostItems + ": expected a whole number from 1");
        }
        synchronized (this) {
            if (!marker.isEmpty() && !checks.containsKey(marker)) {
                throw invalid("Marker '" + marker + "': expected the NextMarker of a page before");
            }
            List<Check> rest = checks.values().stream()
                    .dropWhile(check -> !marker.isEmpty() && !check.id.equals(marker))
                    .toList();
            int size = Math.min(rest.size(), Math.min(mostItems, MOST_A_PAGE));
            return new HealthCheck.Page(
                    rest.subList(0, size).stream().map(Check::describe).toList(),
                    size < rest.size() ? rest.get(size).id : "");
        }
    }

    /**
     * GetHealthCheckStatus, "intended for use during development" (API model): what each checker reports, inversion not
     * counted.
     *
     * @throws TwinError {@code NoSuchHealthCheck}; {@code InvalidInput} for a CALCULATED health check, which has no
     *     checkers
     */
    public List<HealthCheck.Observation> status(String id) {
        token.run();
        synchronized (this) {
            Watch watch = find(id).watch;
            if (watch instanceof ChildrenWatch) {
                throw invalid("GetHealthCheckStatus does not take the id of a calculated health check: " + id);
            }
            return watch.observations();
        }
    }

    /**
     * ChangeTagsForResource.
     *
     * @throws TwinError {@code NoSuchHealthCheck}, {@code InvalidInput}
     */
    public void changeTags(String id, Map<String, String> add, Collection<String> remove) {
        token.run();
        if (add.isEmpty() && remove.isEmpty()) {
            throw invalid("AddTags, RemoveTagKeys: expected at least one of them");
        }
        add.forEach((key, value) -> {
            if (key.isEmpty() || key.length() > LONGEST_TAG_KEY || value.length() > LONGEST_TAG_VALUE) {
                throw invalid("Tag '" + key + "': expected a key of 1 to " + LONGEST_TAG_KEY
                        + " characters and a value of at most " + LONGEST_TAG_VALUE);
            }
        });
        synchronized (this) {
            Check check = find(id);
            Map<String, String> tags = new TreeMap<>(check.tags);
            remove.forEach(tags::remove);
            tags.putAll(add);
            if (tags.size() > MOST_TAGS) {
                throw invalid("Tags: a health check has at most " + MOST_TAGS);
            }
            check.tags.clear();
            check.tags.putAll(tags);
        }
    }

    /**
     * ListTagsForResource.
     *
     * @throws TwinError {@code NoSuchHealthCheck}
     */
    public Map<String, String> tags(String id) {
        token.run();
        synchronized (this) {
            return Collections.unmodifiableMap(new TreeMap<>(find(id).tags));
        }
    }

    /** How many there are, for a limit that somebody asked Route 53 for. */
    synchronized int count() {
        return checks.size();
    }

    /**
     * The health checks there are, for somebody who looks at the twin from outside: no request, so it takes no token.
     */
    public synchronized List<HealthCheck> look() {
        return checks.values().stream().map(Check::describe).toList();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of one that was deleted, "the future status can't be predicted" (API model, DeleteHealthCheck): the worse is
     * assumed, so that the mistake shows.
     */
    @Override
    public synchronized boolean checkHealthy(String healthCheckId) {
        Check check = checks.get(healthCheckId);
        return check != null && check.healthy();
    }

    /**
     * {@inheritDoc}
     *
     * <p>"Every target group that contains targets must contain at least one healthy target", and "a target group that
     * has no registered targets is considered unhealthy" (API model, EvaluateTargetHealth).
     */
    @Override
    public boolean targetHealthy(AwsName target) {
        List<TargetGroup> groups = surroundings.loadBalancers().targetGroups(target);
        return !groups.isEmpty() && groups.stream().allMatch(group -> group.healthy() > 0);
    }

    /** Whether a record set may name it. */
    synchronized boolean exists(String id) {
        return checks.containsKey(id);
    }

    private Watch watch(Watched watched, Optional<AlarmCopy> alarm) {
        return switch (watched) {
            case Watched.Endpoint endpoint ->
                new EndpointWatch(agenda, pace, surroundings.checkers(), lookup, this::announce, endpoint);
            case Watched.AlarmData data ->
                new AlarmWatch(agenda, pace, surroundings.alarms(), this::announce, data, alarm.orElseThrow());
            case Watched.Children children -> new ChildrenWatch(children, this::checkHealthy);
        };
    }

    private void checkChildren(Watched watched) {
        if (!(watched instanceof Watched.Children children)) {
            return;
        }
        for (String id : children.ids()) {
            Check child = checks.get(id);
            if (child == null) {
                throw CheckRules.parameter("ChildHealthChecks: no health check exists with the ID " + id + ".");
            }
            if (child.watch instanceof ChildrenWatch) {
                throw CheckRules.parameter("ChildHealthChecks: the lab's Route 53 takes no calculated health check as a"
                        + " child, such as " + id + ".");
            }
        }
    }

    /**
     * The alarm's settings, if Route 53 follows alarms of such settings (API model, AlarmIdentifier; Developer Guide).
     */
    private Optional<AlarmCopy> copy(Watched watched) {
        if (!(watched instanceof Watched.AlarmData data)) {
            return Optional.empty();
        }
        String named = "AlarmIdentifier: alarm '" + data.alarm().name() + "' in "
                + data.alarm().region();
        Found found = surroundings
                .alarms()
                .find(data.alarm())
                .orElseThrow(() -> CheckRules.parameter(named + " does not exist in this account."));
        AlarmCopy settings = found.settings();
        if (settings.period() < SHORTEST_PERIOD) {
            throw CheckRules.parameter(
                    named + " has a period of " + settings.period() + " s: high-resolution metrics are not supported.");
        }
        if (!STATISTICS.contains(settings.statistic())) {
            throw CheckRules.parameter(named + " has the statistic " + settings.statistic() + ": expected one of "
                    + STATISTICS.stream().sorted().toList() + ".");
        }
        if (found.datapointsToAlarm() != settings.evaluationPeriods()) {
            throw CheckRules.parameter(named + " goes off at " + found.datapointsToAlarm() + " out of "
                    + settings.evaluationPeriods() + " data points: alarms of \"M out of N\" are not supported.");
        }
        if (settings.dimensions().size() > MOST_DIMENSIONS) {
            throw CheckRules.parameter(named + " has " + settings.dimensions().size() + " dimensions: expected at most "
                    + MOST_DIMENSIONS + ".");
        }
        return Optional.of(settings);
    }

    /** By the agenda, so that nobody is called back while this is locked. */
    private synchronized void announce() {
        Instant now = agenda.instant();
        for (Check check : checks.values()) {
            boolean healthy = check.healthy();
            if (healthy != check.told) {
                check.told = healthy;
                HealthCheck.Turned turned = new HealthCheck.Turned(now, check.id, healthy);
                List<Consumer<HealthCheck.Turned>> told = List.copyOf(listeners);
                agenda.at(now, () -> told.forEach(listener -> listener.accept(turned)));
            }
        }
    }

    private Check find(String id) {
        Check check = checks.get(id);
        if (check == null) {
            throw new TwinError("NoSuchHealthCheck", 404, "No health check exists with the ID " + id);
        }
        return check;
    }

    private static TwinError invalid(String message) {
        return new TwinError("InvalidInput", 400, message);
    }
}
