#!/usr/bin/env bash
# The shipped weights, from puppet clips to a bundle: scripts/make_weights.sh SOURCE
# Every step can be stopped and run again; training goes on from its last checkpoint.
set -euo pipefail

source_clips=$1
clipset=clipset
run=runs/mien
bundle=runs/bundle

[ -f "$clipset/clips.json" ] || python scripts/adapt_clips.py "$source_clips" "$clipset"
mien train mien --clips "$clipset" --run "$run"
rm -rf "$bundle"
mien export "$run" "$bundle"
mien evaluate shipped="$bundle" --clips "$clipset" --out runs/report
