#!/usr/bin/env bash
# Holds what the registry's instance runs at each boot to shellcheck, and the configuration that it writes to the
# real registry, for each access and storage of template.yaml. Needs shellcheck and docker-registry.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
pid=
finish() {
  if [ -n "$pid" ]; then kill "$pid" 2>/dev/null || true; wait "$pid" || true; fi
  rm -rf "$work"
}
trap finish EXIT

# The text between "UserData" and its variables, without its indentation and with a value for each of the template's.
script=$work/user-data.sh
# shellcheck disable=SC2016 # CloudFormation's variables are meant, not the shell's.
sed -n '/^      UserData:$/,/^          - BucketName:/p' template.yaml | sed '1,3d;$d' | sed 's/^            //' |
  sed -e 's/\${RegistryAccess}/login/; s/\${Storage}/volume/; s/\${AWS::Region}/eu-west-1/; s/\${BucketName}/bucket/' \
    -e 's/\${VolumeId}/vol-0123456789abcdef0/; s#\${HtpasswdParameter}#/regent/htpasswd#' \
    -e "s#\${RegistryImage}#$(sed -n '/^  RegistryImage:/,/Default:/s/ *Default: //p' template.yaml)#" > "$script"
[ "$(head -1 "$script")" = '#!/bin/bash' ] || { echo "template.yaml: no UserData found where it was" >&2; exit 1; }
# shellcheck disable=SC2016 # CloudFormation's variables are meant, not the shell's.
if grep -n '\${' "$script"; then echo "UserData: a variable of the template that this script does not know" >&2; exit 1; fi
shellcheck "$script"
echo "ok: shellcheck of the UserData, $(wc -l < "$script") lines"

# What it leaves for the boots after the first.
sed -n "\\#^cat > /var/lib/cloud/scripts/per-boot/registry#,/^END\$/p" "$script" | sed '1d;$d' > "$work/per-boot.sh"
grep -q /latest "$work/per-boot.sh" || { echo "UserData: nothing found for the boots after the first" >&2; exit 1; }
shellcheck "$work/per-boot.sh"
echo "ok: shellcheck of what each later boot runs"

# The one function that writes the configuration.
sed -n '/^configuration() {$/,/^}$/p' "$script" > "$work/configuration.sh"
# shellcheck source=/dev/null
. "$work/configuration.sh"

port=${REGISTRY_PORT:-5080}
# What `htpasswd -nbB somebody secret` writes.
# shellcheck disable=SC2016
echo 'somebody:$2y$05$abcdefghijklmnopqrstuuOQiyCxlgf/oeuTqixKmWdcYUh4Hjl0a' > "$work/htpasswd"

start() { # ACCESS STORAGE: writes the configuration, and starts a registry with it, in this machine's places
  # shellcheck disable=SC2034 # the function reads them
  access=$1 storage=$2 region=eu-west-1 bucket=bucket
  mkdir -p "$work/images"
  configuration | sed "s#/run/registry/htpasswd#$work/htpasswd#; s#/srv/registry#$work/images#; s#:5000#127.0.0.1:$port#" > "$work/config.yml"
  # Nothing of this machine's own, and credentials, or the storage driver of S3 would wait for a metadata service.
  env -i PATH="$PATH" AWS_ACCESS_KEY_ID=none AWS_SECRET_ACCESS_KEY=none docker-registry serve "$work/config.yml" > "$work/log" 2>&1 &
  pid=$!
  for _ in $(seq 100); do
    if (: < "/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
    kill -0 "$pid" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
    sleep 0.1
  done
  echo "the registry does not listen" >&2
  exit 1
}

stop() {
  kill "$pid"
  wait "$pid" || true
  pid=
}

expect() { # WHAT STATUS CURL-ARGUMENT...
  local what=$1 expected=$2 found
  shift 2
  found=$(curl -s -m 10 -o /dev/null -w '%{http_code}' "$@")
  [ "$found" = "$expected" ] || { echo "$what: expected $expected, found $found" >&2; cat "$work/log" >&2; exit 1; }
  echo "ok: $what: $found"
}

url=http://127.0.0.1:$port/v2/
start login volume
expect "login, nobody asks for /v2/" 401 "$url"
expect "login, a user asks for /v2/" 200 -u somebody:secret "$url"
expect "login, a wrong password" 401 -u somebody:wrong "$url"
expect "login, nobody begins a push" 401 -X POST "${url}image/blobs/uploads/"
expect "login, a user begins a push" 202 -u somebody:secret -X POST "${url}image/blobs/uploads/"
stop
start read-only volume
expect "read-only, anybody asks for /v2/" 200 "$url"
expect "read-only, anybody begins a push" 405 -X POST "${url}image/blobs/uploads/"
stop
start anyone-may-push volume
expect "anyone-may-push, anybody asks for /v2/" 200 "$url"
expect "anyone-may-push, anybody begins a push" 202 -X POST "${url}image/blobs/uploads/"
stop
for access in login read-only anyone-may-push; do
  start "$access" s3
  expect "$access on S3, anybody asks for /v2/" "$([ "$access" = login ] && echo 401 || echo 200)" "$url"
  stop
done
