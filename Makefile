# Each target is one line. `make demo` and `make test` need a JDK 25 and Maven Central, nothing more.
.PHONY: demo rehearse lab drill gameday transcripts replay test format bench cost build routing template-proof check-templates emulator package

LAB = bin/java25 -cp lab/target/classes:$$(cat lab/target/classpath)
# The functions' package: what `make package` has just laid out. That of `sam build`, laid out alike, is as old as the last
# build: make rehearse PACKAGE=.aws-sam/build/FailoverFunction
PACKAGE = functions/target/task

demo: build ; exec $(LAB) io.regent.lab.Demo lab/target/demo.svg lab/target/demo.log
rehearse: build package ; exec $(LAB) io.regent.lab.Demo lab/target/rehearsal.svg lab/target/rehearsal.log $(PACKAGE)
lab: build ; exec $(LAB) io.regent.lab.Lab lab/target/lab.log
# Asks a running lab: make drill EVENT=events/evacuate.json [REGION=eu-west-1] [JSON=yes]
drill: build ; @$(LAB) io.regent.lab.Drill $(if $(JSON),--json) $(EVENT) $(REGION)
gameday: build ; exec $(LAB) io.regent.lab.GameDay lab/target/gameday.html lab/target/gameday.log
# Writes the reports in the papers anew, as the lab gives them.
transcripts: build ; $(LAB) io.regent.lab.Transcripts lab/target/transcripts.log docs/drills.md README.md
# Other settings on what vantages held: FILE is what the demo left, or one like it.
replay: FILE = lab/replay/demo.json
replay: build ; exec $(LAB) io.regent.lab.Replay $(FILE) lab/target/replay.svg
routing: build ; $(LAB) io.regent.lab.routing.Routing fleet.yaml template.yaml routing.yaml
bench: build package ; $(LAB) io.regent.lab.bench.Bench
cost: build ; $(LAB) io.regent.lab.cost.Cost
# Mistakes in the templates, one at a time, and what finds each; then each right that is missing.
template-proof: ; ./mvnw -q -B -ntp test -pl functions,lab -Dtest='WorldFromTemplatesTest,Missing*RightsTest' -Dsurefire.failIfNoSpecifiedTests=false && cat lab/target/template-proof.txt
check-templates: ; scripts/check-templates.sh
emulator: ; scripts/sam-build.sh && scripts/deploy-emulator.sh
test: ; ./mvnw -B -ntp verify
format: ; ./mvnw -B -ntp spotless:apply
build: ; ./mvnw -q -B -ntp compile dependency:build-classpath -Dmdep.outputFile=target/classpath
# The functions as they are deployed, in functions/target/task. Without their tests, which `make test` runs: bench and
# rehearse only need the package, and a check of it (PackageCheck) is part of `make test` too.
package: ; ./mvnw -q -B -ntp -pl functions package -DskipTests
