#!/usr/bin/env bash
# `sam build` as people run it, but without the format check, which `make test` has. The JDK on the path may be an older
# one: the build finds a JDK 25 by itself.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(scripts/venv.sh sam)
echo "The JDK on the path: $(java -version 2>&1 | head -1)"
SAM_CLI_TELEMETRY=0 MAVEN_OPTS="${MAVEN_OPTS:-} -Dspotless.check.skip=true" "$tools/sam" build
for built in ProbeFunction:ProbeFunction FailoverFunction:FailoverFunction LookFunction:DrillFunction DrillFunction:DrillFunction; do
  function=${built%:*}
  # Class files of Java 25 have the major version 69 (Java Virtual Machine Specification, 4.1).
  class=.aws-sam/build/$function/io/regent/handler/${built#*:}.class
  major=$(od -An -j7 -N1 -tu1 "$class" | tr -d ' ')
  [ "$major" = 69 ] || { echo "$class: class files of version $major, expected 69" >&2; exit 1; }
  echo "$function: $(du -sh ".aws-sam/build/$function" | cut -f1) unpacked, for Java 25"
done
# What the functions' package leaves out, in the version that it was made for, and nothing else.
version=$(sed -n 's:.*<aws.sdk.version>\(.*\)</aws.sdk.version>.*:\1:p' functions/pom.xml)
jars=$(cd .aws-sam/build/Ec2Layer/java/lib && ls)
[[ $jars =~ ^([a-z.]*\.)?ec2-"$version"\.jar$ ]] || { echo "Ec2Layer: $jars, expected ec2-$version.jar alone" >&2; exit 1; }
echo "Ec2Layer: $jars, $(du -sh .aws-sam/build/Ec2Layer | cut -f1)"
