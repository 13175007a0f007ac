#!/usr/bin/env bash
# What the action does. Its inputs are in the environment, see action.yml.
set -euo pipefail

command=${ROSTERCHECK_COMMAND:-}
if [ -z "$command" ]; then
  # Into a folder of its own: nothing of the job's is changed.
  tools=$(mktemp -d)
  python3 -m venv "$tools"
  "$tools/bin/python" -m pip install --quiet --disable-pip-version-check "rostercheck==${ROSTERCHECK_VERSION:?}"
  command="$tools/bin/rostercheck"
fi

arguments=()
while IFS= read -r line; do
  if [ -n "$line" ]; then arguments+=("$line"); fi
done <<< "${ROSTERCHECK_PACKAGE:?}"

options=(--fail-on "${ROSTERCHECK_FAIL_ON:-error}" --values masked)
IFS=', ' read -r -a receivers <<< "${ROSTERCHECK_TO:-}"
for receiver in "${receivers[@]}"; do options+=(--to "$receiver"); done
if [ -n "${ROSTERCHECK_FROM:-}" ]; then options+=(--from "$ROSTERCHECK_FROM"); fi

sarif=${ROSTERCHECK_SARIF:-rostercheck.sarif}
status=0
"$command" check "${options[@]}" --format sarif --output "$sarif" -- "${arguments[@]}" || status=$?
if [ "$status" -le 1 ]; then
  # People read this one; it says the same.
  "$command" check "${options[@]}" --format text -- "${arguments[@]}" > "$sarif.txt" || true
  cat "$sarif.txt"
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    { echo '```text'; cat "$sarif.txt"; echo '```'; } >> "$GITHUB_STEP_SUMMARY"
  fi
  rm "$sarif.txt"
fi

# At most ten annotations of a kind are shown by GitHub; one for each rule, file and column says more than ten rows of one.
if [ -f "$sarif" ]; then python3 "${ROSTERCHECK_ACTION:-.}/.github/action/annotate.py" "$sarif"; fi

ready=false
if [ "$status" -eq 0 ]; then ready=true; fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  { echo "ready=$ready"; echo "status=$status"; echo "sarif=$sarif"; } >> "$GITHUB_OUTPUT"
fi
exit "$status"
