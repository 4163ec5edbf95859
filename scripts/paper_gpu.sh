#!/usr/bin/env bash
# The paper's comparisons at full size: every method with the widths, rates and length of its own paper. For a GPU, and days.
#
#   scripts/paper_gpu.sh CLIPS RUNS
#
# CLIPS     a clip set, such as sets/all of scripts/make_weights.sh, or one of recordings by `mien prepare videos`
# RUNS      folder for a run of each method, and for RUNS/report
#
# Every step can be stopped and run again. scripts/compare_methods.sh is the same at a size that two cores can train.
set -euo pipefail

clips=$1 runs=$2
joint=(mien mien-rgb paper paper-no-local paper-no-landmarks paper-no-continuity
  paper-one-layer paper-unconditional convlstm-full hierarchical-full mocogan-full ganimation-full)
single=(paper-happy paper-angry paper-surprised)
expressions=(--expression=happy --expression=angry --expression=surprised)

for method in "${joint[@]}"; do
  mien train "$method" --clips "$clips" --run "$runs/$method" "${expressions[@]}"
done
for method in "${single[@]}"; do
  mien train "$method" --clips "$clips" --run "$runs/$method"
done

entrants=()
for method in "${joint[@]}" "${single[@]}"; do
  entrants+=("$method=$runs/$method")
done
mien evaluate "${entrants[@]}" --clips "$clips" "${expressions[@]}" \
  --morph --training-person --out "$runs/report"
