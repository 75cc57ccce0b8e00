# Each target is one line. `make demo` and `make test` need a JDK 25 and Maven Central, nothing more.
.PHONY: demo lab test format bench cost build routing check-templates emulator package

LAB = bin/java25 -cp lab/target/classes:$$(cat lab/target/classpath)

demo: build ; exec $(LAB) io.regent.lab.Demo lab/target/demo.svg lab/target/demo.log
lab: build ; exec $(LAB) io.regent.lab.Lab lab/target/lab.log
routing: build ; $(LAB) io.regent.lab.routing.Routing fleet.yaml template.yaml routing.yaml
bench: build package ; $(LAB) io.regent.lab.bench.Bench
cost: build ; $(LAB) io.regent.lab.cost.Cost
check-templates: ; scripts/check-templates.sh
emulator: ; scripts/sam-build.sh && scripts/deploy-emulator.sh
test: ; ./mvnw -B -ntp verify
format: ; ./mvnw -B -ntp spotless:apply
build: ; ./mvnw -q -B -ntp compile dependency:build-classpath -Dmdep.outputFile=target/classpath
# The functions as they are deployed, in functions/target/task.
package: ; ./mvnw -q -B -ntp -pl functions package -DskipTests
