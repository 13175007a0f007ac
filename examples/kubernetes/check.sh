#!/bin/sh
# One part of the list: every PARTS-th line, beginning with the number of this pod.
#
# LIST, PACKAGES and SUMMARIES are folders; the pod has them at /list, /packages and /summaries.
set -eu
list=${LIST:-/list}/packages.txt
packages=${PACKAGES:-/packages}
summaries=${SUMMARIES:-/summaries}
number=${JOB_COMPLETION_INDEX:?}

# No path of the list is a part of this script: it is handed on as a word.
awk -v parts="${PARTS:?}" -v number="$number" 'NF && (NR - 1) % parts == number' "$list" > "${TMPDIR:-/tmp}/part"
set --
while IFS= read -r path; do set -- "$@" "$path"; done < "${TMPDIR:-/tmp}/part"
[ "$#" -gt 0 ] || exit 0

cd "$packages"
status=0
rostercheck check --summary jsonl --resume "$summaries/part-$number.jsonl" -- "$@" || status=$?
# 1: some are not ready. 2: some could not be read, and their lines say so. Only a failure of rostercheck itself is tried again.
[ "$status" -le 2 ] || exit "$status"
