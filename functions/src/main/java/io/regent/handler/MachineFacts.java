package io.regent.handler;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import io.regent.machine.MachineReading;
import io.regent.machine.Machines;
import io.regent.preflight.Machine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What EC2 says of a machine, as preflights want it. */
final class MachineFacts implements Machine {
    private static final String NAME = "machine";

    private final Machines machines;
    private final boolean made;

    /** @param made whether this region's stack made its endpoint, and so a machine that has to be there */
    MachineFacts(Machines machines, boolean made) {
        this.machines = machines;
        this.made = made;
    }

    @Override
    public List<Fact> look(Service service, Region region, Instant deadline) {
        if (service.endpoint(region).isEmpty()) {
            return List.of();
        }
        MachineReading reading = machines.look(service, region, deadline);
        if (!made && isOfSomebodyElse(reading)) {
            return List.of();
        }
        List<Fact> facts = new ArrayList<>();
        reading.troubles().forEach(trouble -> facts.add(new Fact(NAME, Standing.UNWELL, trouble)));
        reading.unknowns().forEach(unknown -> facts.add(new Fact(NAME, Standing.UNKNOWN, unknown)));
        if (facts.isEmpty()) {
            facts.add(new Fact(
                    NAME,
                    Standing.WELL,
                    "one instance runs, its status checks pass, its address is attached, its ports are open"));
        }
        return facts;
    }

    /** An endpoint that was there before Regent has no machine of its making, and nothing of the name. */
    private static boolean isOfSomebodyElse(MachineReading reading) {
        return reading.instances().is(List::isEmpty) && reading.addresses().is(List::isEmpty);
    }
}
