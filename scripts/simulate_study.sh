#!/bin/sh
# Tables 1 and 2 of made-up raters, from bundles and runs of all methods: whether the study holds
# together from end to end, before people are asked. Every file that comes of it says SIMULATED.
#
#     CLIPS=sets/val OURS=mien scripts/simulate_study.sh mien=bundles/mien hp=runs/hp convlstm=runs/convlstm
#
# The raters' taste is the figure METRIC of mien evaluate for each clip: what the tables say is what
# that figure says of the methods, and no more. Three methods or more, ours first.
#
#     CLIPS    clip set; people of its split SPLIT (val) are shown
#     OURS     the method that Table 1 speaks of (mien)
#     METRIC   which clip looks more realistic (st_lpips); see docs/metrics.md
#     RATERS   how many (100)
#     TRIALS   of each question for one rater (20, or as many as there are clips)
#     OUT      folder for everything (simulated-study)
#     EVALUATE further options of mien evaluate, such as --no-perceptual --degrees-step 4
set -eu
: "${CLIPS:?name a clip set: CLIPS=FOLDER}"
OUT=${OUT:-simulated-study}
SPLIT=${SPLIT:-val}
mkdir -p "$OUT"

# shellcheck disable=SC2086 # several options in one word
mien evaluate "$@" --clips "$CLIPS" --split "$SPLIT" --out "$OUT/report" ${EVALUATE:-}
mien study draw "$@" --clips "$CLIPS" --split "$SPLIT" --out "$OUT/clips"
rm -rf "$OUT/study"
mien study make "$OUT/study" --table "$OUT/clips/clips.csv" --seed 0 \
  --question prefer --question best-of-n --question real ${TRIALS:+--trials "$TRIALS"}
mien study rehearse "$OUT/study" --report "$OUT/report" --metric "${METRIC:-st_lpips}" \
  --raters "${RATERS:-100}" --out "$OUT/answers"
mien study tally "$OUT/answers/answers.jsonl" --rules "$OUT/answers/rules.json" \
  --ours "${OURS:-mien}" --out "$OUT/tally"
