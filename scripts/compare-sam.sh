#!/bin/sh
# Holds the lab's reading of a template's AWS::Serverless resources against the official translation; prints the
# difference and fails when there is one.
# usage: compare-sam.sh TEMPLATE REGION [Key=Value ...]
# PYTHON is a Python with aws-sam-translator (python3 unless told); the lab has to be built (make build).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
python=${PYTHON:-python3}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$python" "$here/scripts/sam-reference.py" "$@" >"$work/official"
"$here/bin/java25" -cp "$here/lab/target/classes:$(cat "$here/lab/target/classpath")" io.regent.lab.Expansion "$@" |
    "$python" -m json.tool --sort-keys --indent 2 >"$work/lab"
# Both without the escapes of one of them.
"$python" -m json.tool --sort-keys --indent 2 "$work/official" "$work/sorted"
diff -u --label official "$work/sorted" --label lab "$work/lab"
echo "the lab and aws-sam-translator make the same of $1"
