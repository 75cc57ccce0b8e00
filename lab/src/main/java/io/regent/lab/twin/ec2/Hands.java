package io.regent.lab.twin.ec2;

/** What the lab does when EC2 does something to what stands in a region. Told on the agenda's thread, one at a time. */
public interface Hands {
    /** For where nothing stands. */
    Hands NONE = new Hands() {
        @Override
        public void restarted(String instance) {}

        @Override
        public void moved() {}
    };

    /** An instance was rebooted: whatever ran on it died, and systemd starts it again. */
    void restarted(String instance);

    /** An Elastic IP is associated with something else now. */
    void moved();
}
