#!/usr/bin/env bash
# The paper's comparisons at equal minutes: all methods learn its three expressions from the same clips.
#
#   scripts/compare_methods.sh CLIPS MINUTES RUNS
#
# CLIPS     a clip set, such as sets/all of scripts/make_weights.sh
# MINUTES   that the steps of each method may take in all; more of them go on with the runs that are there
# RUNS      folder for a run of each method, and for RUNS/report
#
# Every step can be stopped and run again.
set -euo pipefail

clips=$1 minutes=$2 runs=$3
expressions=(--expression=happy --expression=angry --expression=surprised)
methods=(mien-short mien-short-rgb paper-narrow convlstm hierarchical mocogan ganimation)
ablations=(paper-narrow-no-local paper-narrow-no-landmarks paper-narrow-no-continuity)

for method in "${methods[@]}" "${ablations[@]}"; do
  mien train "$method" --clips "$clips" --run "$runs/$method" --minutes "$minutes" "${expressions[@]}"
done
mien train paper-narrow-happy --clips "$clips" --run "$runs/paper-narrow-happy" --minutes "$minutes"

entrants=()
for method in "${methods[@]}" "${ablations[@]}" paper-narrow-happy; do
  entrants+=("$method=$runs/$method")
done
mien evaluate "${entrants[@]}" ships=src/mien/bundles/default --clips "$clips" "${expressions[@]}" \
  --degrees-step 5 --morph --training-person --out "$runs/report"
