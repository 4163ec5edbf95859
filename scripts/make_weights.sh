#!/usr/bin/env bash
# The shipped weights, from photos to a bundle:
#
#   PATH="$PWD/.venv/bin:$PATH" scripts/make_weights.sh LONDON PORTRAITS FACEKIT
#
# after `make test`, whose environment has what it needs.
#
# LONDON     neutral photos of the Face Research Lab London Set (figshare 5047666), 675 pixels, called by their number: 004.jpg
# PORTRAITS  faker-js assets-person-portrait, 512 pixels: female/000.jpg, male/000.jpg
# FACEKIT    the folder FaceXModel of ICT-FaceKit
#
# Of the photos those in training_photos.txt are used; whoever else the collections show, no weights have learnt from.
# Every step can be stopped and run again; what is there is not made again, and training goes on from its last checkpoint.
set -euo pipefail

london=$1 portraits=$2 facekit=$3
expressions=(happy angry surprised sad disgusted afraid angry-open)

while IFS=/ read -r collection photo; do
  mkdir -p "sets/photos/$collection/$(dirname "$photo")"
  [ "$collection" = london ] && from=$london || from=$portraits
  ln -sf "$(realpath -e "$from/$photo")" "sets/photos/$collection/$photo"
done <"$(dirname "$0")/training_photos.txt"

mien prepare puppet sets/photos/london sets/london --facekit "$facekit" --jobs 2 \
  --licence CC-BY-4.0 --val 013,020,022,042,069,126 \
  --consent "agreed to use in original or altered form to illustrate research" \
  --attribution "Face Research Lab London Set, Lisa DeBruine and Benedict Jones (2017), \
doi:10.6084/m9.figshare.5047666. The faces were altered; the expressions are not these people's own."
mien prepare puppet sets/photos/portraits sets/portraits --facekit "$facekit" --jobs 2 \
  --licence CC0-1.0 --val female-013,female-015,female-060,male-005,male-045,male-084 \
  --attribution "faker-js assets-person-portrait; the portraits are generated, these people do not exist."
mien prepare join sets/all sets/london sets/portraits

mien train mien --clips sets/all --run runs/mien
[ -d runs/first ] || mien export runs/mien runs/first
mien train mien-last --clips sets/all --run runs/last --from runs/first
[ -d runs/second ] || mien export runs/last runs/second
mien train mien-parted --clips sets/all --run runs/parted --from runs/second
[ -d runs/third ] || mien export runs/parted runs/third
mien train mien-teeth --clips sets/all --run runs/teeth --from runs/third

rm -rf runs/draft runs/bundle
mien export runs/teeth runs/draft
mien evaluate mien=runs/draft --clips sets/all "${expressions[@]/#/--expression=}" \
  --degrees-step 5 --out runs/report
mien export runs/teeth runs/bundle --metrics runs/report/report.json

# What calibration aims at: the amounts of motion that nine in ten of the validation people reach.
python scripts/measure_amounts.py --bundle runs/bundle --out runs/amounts.json \
  "$london"/{013,020,022,042,069,126}.jpg \
  "$portraits"/female/{013,015,060}.jpg "$portraits"/male/{005,045,084}.jpg
