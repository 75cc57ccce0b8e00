#!/usr/bin/env bash
# Deploys what `sam build` left to an emulator of AWS on this machine, as people deploy it: both regions, an update, and
# the teardown. The emulator has no instances, addresses and health checks, so the endpoint's resources and routing.yaml
# stay out; what it does take has to come up, change and go away.
set -euo pipefail
cd "$(dirname "$0")/.."

sam=$(scripts/venv.sh sam)
emulator=$(scripts/venv.sh emulator)
port=${EMULATOR_PORT:-4599}
log=.aws-sam/emulator.log

# The emulator takes an access key of twelve digits for the account.
export AWS_ACCESS_KEY_ID=123456789012 AWS_SECRET_ACCESS_KEY=emulator AWS_ENDPOINT_URL=http://127.0.0.1:$port
export AWS_PAGER='' SAM_CLI_TELEMETRY=0
unset AWS_PROFILE AWS_SESSION_TOKEN

[ -d .aws-sam/build ] || { echo ".aws-sam/build is not there: run scripts/sam-build.sh first" >&2; exit 1; }

BIND_HOST=127.0.0.1 GATEWAY_PORT=$port "$emulator/ministack" > "$log" 2>&1 &
pid=$!
trap 'kill "$pid" 2>/dev/null; wait "$pid" || true' EXIT
for _ in $(seq 120); do
  if curl -sf "$AWS_ENDPOINT_URL/_ministack/health" > /dev/null; then break; fi
  kill -0 "$pid" 2>/dev/null || { cat "$log" >&2; exit 1; }
  sleep 0.5
done

deploy() { # ENV PARAMETER=VALUE...
  local env=$1
  shift
  echo "== sam deploy --config-env $env --parameter-overrides $*"
  timeout 300 "$sam/sam" deploy --config-env "$env" --no-progressbar --parameter-overrides "$@"
}

expect() { # WHAT EXPECTED ACTUAL
  if [ "$2" != "$3" ]; then
    echo "$1: expected '$2', found '$3'" >&2
    exit 1
  fi
  echo "ok: $1: $3"
}

aws() { "$sam/aws" --region "$region" --output text "$@"; }

alias_of() { aws lambda get-alias --function-name "regent-$1" --name live --query FunctionVersion; }

variable_of() { # FUNCTION VARIABLE
  aws lambda get-function-configuration --function-name "regent-$1" --qualifier live --query "Environment.Variables.$2"
}

for stack in ireland:eu-west-1 mumbai:ap-south-1; do
  region=${stack#*:}
  # Stands for the public parameter of Amazon Linux, which the emulator does not have.
  aws ssm put-parameter --type String --name /emulator/image --value ami-0123456789abcdef0 > /dev/null
  deploy "${stack%:*}" Endpoint=none Dashboard=true InstanceImage=/emulator/image
  for function in probe failover look drill; do
    expect "alias of regent-$function in $region" 1 "$(alias_of "$function")"
  done
  expect "what the look function may do in $region" look "$(variable_of look REGENT_DRILLS)"
  expect "what the drill function may do in $region" act "$(variable_of drill REGENT_DRILLS)"
  expect "session of the prober in $region" 50s "$(variable_of probe REGENT_SESSION)"
  expect "schedules in $region" "regent-failover regent-preflight regent-probe" \
    "$(aws scheduler list-schedules --query 'sort(Schedules[].Name)' | tr '\t' ' ')"
  expect "the fleet in $region" "$(sed -n "s/^      Document: '\(.*\)'/\1/p" template.yaml)" \
    "$(aws ssm get-parameter --name /regent/fleet --query Parameter.Value)"
done

region=ap-south-1
deploy mumbai Endpoint=none Dashboard=true InstanceImage=/emulator/image Session=cheap
expect "alias of the prober after an update in $region" 2 "$(alias_of probe)"
expect "session of the prober after an update in $region" burst "$(variable_of probe REGENT_SESSION)"

for region in eu-west-1 ap-south-1; do
  echo "== sam delete in $region"
  timeout 300 "$sam/sam" delete --stack-name regent --region "$region" --no-prompts
  expect "functions left in $region" "" "$(aws lambda list-functions --query 'Functions[].FunctionName')"
  expect "alarms left in $region" "" "$(aws cloudwatch describe-alarms --query 'MetricAlarms[].AlarmName')"
  expect "schedules left in $region" "" "$(aws scheduler list-schedules --query 'Schedules[].Name')"
  expect "topics left in $region" "" "$(aws sns list-topics --query 'Topics[].TopicArn')"
  expect "log groups left in $region" "" "$(aws logs describe-log-groups --query 'logGroups[].logGroupName')"
  expect "parameters left in $region" /emulator/image "$(aws ssm describe-parameters --query 'Parameters[].Name')"
done
