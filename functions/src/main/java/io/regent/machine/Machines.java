package io.regent.machine;

import io.regent.fleet.Region;
import io.regent.fleet.Service;
import java.time.Instant;

/** What endpoints run on. No call throws for what EC2 does, or outlasts its deadline. */
public interface Machines {
    /** What an endpoint runs on, asked now. */
    MachineReading look(Service service, Region region, Instant deadline);

    /** Reboots the endpoint's instance, if there is just one and it runs. Whoever asks has made sure that it may be. */
    RepairOutcome reboot(Service service, Region region, Instant deadline);

    /** Attaches the endpoint's Elastic IP to its instance, if there is one of each and the instance runs. */
    RepairOutcome attach(Service service, Region region, Instant deadline);
}
