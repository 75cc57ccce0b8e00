package io.regent.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.regent.control.Opinion;
import io.regent.control.Run;
import io.regent.fleet.Endpoint;
import io.regent.fleet.Region;
import io.regent.fleet.Routing;
import io.regent.fleet.Service;
import io.regent.fleet.ServiceExamples;
import io.regent.json.Json;
import io.regent.json.JsonPlace;
import io.regent.verdict.Health;
import io.regent.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** All but one of the most endpoints that a service can have are down, and every vantage has much to say about it. */
class RecordSizeTest {
    /** What an entry of PutEvents must stay below, in bytes (EventBridge User Guide). */
    private static final int EVENT = 256 * 1024;

    private static final String MUCH = "“名前が見つかりません” ".repeat(100);

    @Test
    void theEventOfTheGreatestFleetFitsAndNamesEveryVoter() throws Exception {
        Service service = service(10);

        Run run = runs(service).somebodyIsFaster(3).run();
        Event event = RunNews.event(run).orElseThrow();

        assertThat(run.attempts()).hasSize(4);
        assertThat(run.decision().rulings()).hasSize(39);
        assertThat(Json.bytes(event.detail()).length)
                .isLessThan(EVENT - 14 - Event.SOURCE.length() - event.type().length());
        JsonPlace record = JsonPlace.top(event.detail());
        assertThat(record.field("summedUp").text()).contains("left out");
        JsonPlace last = record.field("judgements").elements().getLast();
        assertThat(last.field("standing").text()).isEqualTo("DOWN");
        assertThat(last.field("unhealthy").elements())
                .hasSize(service.vantages().size());
        assertThat(last.field("healthy").elements()).isEmpty();
        assertThat(last.field("why").text()).isEqualTo(MUCH.substring(0, 299) + "…");
        JsonPlace first = record.field("judgements").elements().getFirst();
        assertThat(first.field("healthy").elements()).hasSize(service.vantages().size());
        assertThat(record.field("secondOpinions").elements())
                .hasSize(service.vantages().size());
    }

    @Test
    void theEventOfOneVantageFitsWhole() throws Exception {
        Service service = service(0);
        Region vantage = region(0);
        List<Verdict> verdicts = service.endpoints().stream()
                .map(endpoint -> new Verdict(vantage, endpoint.region(), Health.UNHEALTHY, Runs.NOW, MUCH))
                .toList();

        Event event = ProbeNews.changed(service.name(), verdicts, Runs.NOW);

        assertThat(Json.bytes(event.detail()).length).isLessThan(EVENT / 2);
        assertThat(VerdictJson.read(JsonPlace.top(event.detail())))
                .hasSize(40)
                .allSatisfy(verdict -> assertThat(verdict.why()).hasSize(300));
    }

    @Test
    void aRecordThatFitsIsNotSummedUp() throws Exception {
        JsonPlace record =
                JsonPlace.top(RunNews.record(new Runs(1).irelandIsDark().run()));

        assertThat(record.find("summedUp")).isEmpty();
        assertThat(record.find("suspicion")).isPresent();
    }

    private static Runs runs(Service service) {
        Runs runs = new Runs(service);
        runs.published.clear();
        for (Region vantage : service.vantages()) {
            List<Verdict> verdicts = new ArrayList<>();
            for (Endpoint endpoint : service.endpoints()) {
                Health health = endpoint.region().equals(region(0)) ? Health.HEALTHY : Health.UNHEALTHY;
                verdicts.add(new Verdict(vantage, endpoint.region(), health, Runs.NOW, MUCH));
            }
            runs.published.addAll(verdicts);
            runs.opinions.add(new Opinion.Given(vantage, verdicts));
        }
        return runs;
    }

    private static Service service(int watchers) {
        Service like = ServiceExamples.service(ServiceExamples.policy(1), Routing.WEIGHTED, Set.of(), 50, 50);
        List<Endpoint> endpoints = IntStream.range(0, Service.MAX_ENDPOINTS)
                .mapToObj(i -> ServiceExamples.endpoint(region(i), 100))
                .toList();
        Set<Region> vantages = new TreeSet<>();
        IntStream.range(0, Service.MAX_ENDPOINTS + watchers).forEach(i -> vantages.add(region(i)));
        return new Service(
                like.name(),
                like.zone(),
                like.recordTypes(),
                like.routing(),
                endpoints,
                vantages,
                like.probe(),
                like.policy());
    }

    /** With as long a code as AWS has. */
    private static Region region(int number) {
        return new Region("ap-southeast-" + (10 + number));
    }
}
