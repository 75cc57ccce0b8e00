#!/usr/bin/env bash
# Everything that judges the templates as texts: SAM's and CloudFormation's own rules, for each region that is named;
# security, with every exception written beside the resource that it is for; and the shell in them.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=$(scripts/venv.sh sam)
export SAM_CLI_TELEMETRY=0 AWS_DEFAULT_REGION=eu-west-1

for template in template.yaml routing.yaml; do
  "$tools/sam" validate --lint --template "$template"
done
# The endpoints' regions, and for the global stack the one in which it stands.
"$tools/cfn-lint" --regions eu-west-1 ap-south-1 --template template.yaml
"$tools/cfn-lint" --regions eu-west-1 --template routing.yaml
echo "ok: cfn-lint"
"$tools/checkov" --framework cloudformation --compact --quiet --skip-download --file template.yaml routing.yaml
grep -o 'checkov:skip=.*' template.yaml | sort | uniq -c
# The lab reads the serverless part of the template itself: the official translation has to make the same of it.
make --silent build
for region in eu-west-1 ap-south-1; do
  PYTHON=$tools/python scripts/compare-sam.sh template.yaml "$region"
done
shellcheck scripts/*.sh .ci/run
echo "ok: shellcheck of the scripts"
scripts/check-userdata.sh
