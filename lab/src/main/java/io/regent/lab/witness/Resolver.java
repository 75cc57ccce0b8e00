package io.regent.lab.witness;

import io.regent.fleet.Region;
import io.regent.lab.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

/**
 * A client without a cache: asks for the service's address again and again, over UDP, and writes down which region it
 * got.
 */
public final class Resolver implements AutoCloseable {
    /** From one question to the next. */
    public static final Duration EVERY = Duration.ofMillis(10);

    // As dig does: UDP promises nothing, so a question is asked three times before it counts as never answered.
    private static final int TRIES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<InetAddress, Region> regions = new HashMap<>();
    private final List<Answer> answers = new ArrayList<>();
    private final InstantSource clock;
    private final SimpleResolver server;
    private final Message question;
    private final Thread thread;
    private final List<String> unanswered = new ArrayList<>();

    /** An answer that named a region. */
    public record Answer(Instant at, Region region) {}

    /** Asks from now on, until it is closed. */
    public Resolver(World world, InstantSource clock) throws IOException {
        this.clock = clock;
        world.regions().forEach(region -> regions.put(world.clientAddress(region), region));
        server = new SimpleResolver(world.nameServer());
        server.setTimeout(PATIENCE);
        question = Message.newQuery(Record.newRecord(Name.fromString(World.SERVICE + "."), Type.A, DClass.IN));
        thread = Thread.ofVirtual().name("resolver").start(this::askOn);
    }

    private void askOn() {
        try {
            while (true) {
                ask();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException closed) {
            // Nobody wants to know any more.
        }
    }

    private void ask() {
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                hear(server.send(question));
                return;
            } catch (IOException e) {
                if (tries == TRIES) {
                    giveUp(e);
                }
            }
        }
    }

    private synchronized void hear(Message answer) {
        for (Record record : answer.getSection(Section.ANSWER)) {
            if (record instanceof ARecord a && regions.containsKey(a.getAddress())) {
                answers.add(new Answer(clock.instant(), regions.getOrDefault(a.getAddress(), World.IRELAND)));
            }
        }
    }

    private synchronized void giveUp(IOException why) {
        unanswered.add(clock.instant() + ": " + why.getMessage());
    }

    /** All answers so far. */
    public synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** The region that the latest answer named. */
    synchronized Optional<Region> latest() {
        return answers.isEmpty()
                ? Optional.empty()
                : Optional.of(answers.getLast().region());
    }

    /** When and why questions were never answered. */
    public synchronized List<String> unanswered() {
        return List.copyOf(unanswered);
    }

    /** The last answer since an instant that named a region. */
    public Optional<Instant> last(Region region, Instant since) {
        return answers().stream()
                .filter(answer -> answer.region().equals(region) && !answer.at().isBefore(since))
                .map(Answer::at)
                .reduce((first, second) -> second);
    }

    /** The first answer since an instant that named a region. */
    public Optional<Instant> first(Region region, Instant since) {
        return answers().stream()
                .filter(answer -> answer.region().equals(region) && !answer.at().isBefore(since))
                .map(Answer::at)
                .findFirst();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
