#!/bin/sh
# Tables 1 and 2 of made-up raters, from bundles and runs of all methods: whether the study holds
# together from end to end, before people are asked. Every file that comes of it says SIMULATED.
#
#     CLIPS=sets/all OURS=mien scripts/simulate_study.sh mien=bundles/mien hp=runs/hp convlstm=runs/convlstm
#
# The raters' taste is the figure METRIC of mien evaluate for each clip: what the tables say is what
# that figure says of the methods, and no more. Three methods or more, ours first.
#
#     CLIPS        clip set; people of its split SPLIT (val) are shown
#     EXPRESSIONS  that are shown, with spaces between them (all of the clip set)
#     OURS         the method that Table 1 speaks of (mien)
#     METRIC       which clip looks more realistic (st_lpips); see docs/metrics.md
#     RATERS       how many (100)
#     TRIALS       of each question for one rater (20, or as many as there are clips)
#     SEED         of the study and of its raters (0)
#     OUT          folder for everything (simulated-study)
#     RESULTS      folder for what is worth keeping: tables, figure, README.md (OUT/tally)
#     REPORT       folder of mien evaluate's report on these methods, by the same names (it is made)
#     EVALUATE     further options of mien evaluate, such as --no-perceptual --degrees-step 4
set -eu
: "${CLIPS:?name a clip set: CLIPS=FOLDER}"
OURS=${OURS:-mien} METRIC=${METRIC:-st_lpips} RATERS=${RATERS:-100} SEED=${SEED:-0} SPLIT=${SPLIT:-val}
OUT=${OUT:-simulated-study}
RESULTS=${RESULTS:-$OUT/tally}
only=
for name in ${EXPRESSIONS:-}; do only="$only --expression=$name"; done
mkdir -p "$OUT"

# shellcheck disable=SC2086 # several options in one word
if [ -z "${REPORT:-}" ]; then
  mien evaluate "$@" --clips "$CLIPS" --split "$SPLIT" $only --out "$OUT/report" ${EVALUATE:-}
fi
# shellcheck disable=SC2086
mien study draw "$@" --clips "$CLIPS" --split "$SPLIT" $only --out "$OUT/clips"
rm -rf "$OUT/study"
mien study make "$OUT/study" --table "$OUT/clips/clips.csv" --seed "$SEED" \
  --question prefer --question best-of-n --question real ${TRIALS:+--trials "$TRIALS"}
mien study rehearse "$OUT/study" --report "${REPORT:-$OUT/report}" --metric "$METRIC" \
  --raters "$RATERS" --seed "$SEED" --out "$OUT/answers"
mien study tally "$OUT/answers/answers.jsonl" --ours "$OURS" --seed "$SEED" --out "$RESULTS"

cat >"$RESULTS/README.md" <<END
# A simulated user study

**SIMULATED: $RATERS raters were made up by a program. No person was asked.**

The raters' taste is the figure \`$METRIC\` that \`mien evaluate\` measured of each clip: these tables say what that figure
says of the methods, and nothing of what people would say. They show that the study holds together from end to end.

\`\`\`sh
CLIPS=$CLIPS EXPRESSIONS="${EXPRESSIONS:-}" OURS=$OURS METRIC=$METRIC RATERS=$RATERS TRIALS=${TRIALS:-} SEED=$SEED REPORT=${REPORT:-} EVALUATE="${EVALUATE:-}" \\
  scripts/simulate_study.sh $*
\`\`\`

$(sed -n '/^## Table 1/,/^## Cells/{/^## Cells/!p;}' "$RESULTS/tables.md")

![SIMULATED: Tables 1 and 2 as a picture](figure.svg)

[tables.md](tables.md) has all else that was found; [cells.csv](cells.csv) and [tally.json](tally.json) are the same for programs.
END
echo "$RESULTS/README.md"
