package io.regent.control;

import io.regent.fleet.Service;
import java.util.List;

/** The port to the vantages: fresh probes, made for the asker. */
public interface SecondOpinions {
    /**
     * Asks every vantage of a service at once and waits no longer than {@value #SECONDS} seconds; whoever has not
     * answered by then abstains.
     *
     * @return one opinion of each vantage
     */
    List<Opinion> ask(Service service);

    /** How long an asker waits. */
    int SECONDS = 5;
}
