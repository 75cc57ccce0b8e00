# Every target is one line. `make test` and `make demo` need a JDK 25 and Maven Central, nothing more.
.PHONY: test format

test: ; ./mvnw -B -ntp verify
format: ; ./mvnw -B -ntp spotless:apply
