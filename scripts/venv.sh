#!/usr/bin/env bash
# Makes a virtual environment of Python with tools for the templates, once, and prints where its programs are.
#   scripts/venv.sh sam        what people deploy with, and what judges the templates
#   scripts/venv.sh emulator   an AWS on this machine. It has its own, since it and the AWS tools want different libraries
set -euo pipefail
cd "$(dirname "$0")/.."

case ${1:-} in
  sam) tools=(aws-sam-cli==1.170.0 awscli==1.46.3 cfn-lint==1.58.0 checkov==3.2.459 aws-sam-translator==1.115.0) ;;
  emulator) tools=(ministack==1.5.33 aws-sam-translator==1.115.0) ;;
  *) echo "usage: scripts/venv.sh sam|emulator" >&2; exit 2 ;;
esac

venv=$PWD/.venv/$1
if [ "$(cat "$venv/tools" 2>/dev/null)" != "${tools[*]}" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/pip" install --quiet --disable-pip-version-check "${tools[@]}" >&2
  # Last, so that an environment that was not finished is made anew.
  echo "${tools[*]}" > "$venv/tools"
fi
echo "$venv/bin"
