/** MediaPipe's 478 points of a face (`mien.faces.landmarks`). */

import { axesOf, cut, toPhoto } from "./geometry.js";

const GRAPH = "faces/landmarks.onnx";
const SIZE = 256;
const ROOM = 1.5;
const BOX = 0.9;
const UPRIGHT = 10;
export const EYES = [33, 263];
const SIDES = [234, 454];
const PRESENCE = 0.5;
const CERTAIN = 0.9;
const YAW = 55;

export const degreesOf = ([x, y]) => (Math.atan2(y, x) * 180) / Math.PI;

/** The points of a face, (x, y) in photo pixels and a depth; an error where it is not clearly seen. */
export async function landmarks478(graphs, picture, face) {
  let best = await placed(graphs, picture, face, 0);
  if (best.presence < CERTAIN) {
    for (let turn = 45; turn < 360; turn += 45) {
      const other = await placed(graphs, picture, face, turn);
      if (other.presence > best.presence) best = other;
    }
  }
  check(best, face);
  return best.points;
}

function check({ points, presence }, { points5 }) {
  const where = `The face near (${points5[2].map((at) => at.toFixed(0)).join(", ")})`;
  if (presence < PRESENCE) {
    throw new Error(`${where} does not show clearly enough to place landmarks on it. Take a photo in which it is larger, `
      + "sharper, uncovered and seen from the front.");
  }
  const [x, y, z] = points[SIDES[1]].map((at, axis) => at - points[SIDES[0]][axis]);
  const yaw = Math.abs(degreesOf([Math.hypot(x, y), z]));
  if (yaw > YAW) {
    throw new Error(`${where} is turned about ${yaw.toFixed(0)} degrees to the side; up to ${YAW} can be used. `
      + "Take a photo that shows it more from the front.");
  }
}

/** Points and belief, from a square that is turned by so many degrees against the detector's. */
async function placed(graphs, picture, face, turn) {
  const first = firstFrame(face);
  const { points } = await pointsIn(graphs, picture, { ...first, roll: first.roll + turn });
  return pointsIn(graphs, picture, nextFrame(points));
}

async function pointsIn(graphs, picture, frame) {
  const seen = cut(picture, frame, SIZE);
  const data = new Float32Array(3 * SIZE * SIZE);
  for (let pixel = 0; pixel < SIZE * SIZE; pixel++) {
    for (let channel = 0; channel < 3; channel++) data[channel * SIZE * SIZE + pixel] = seen.data[pixel * seen.channels + channel] / 255;
  }
  const emitted = await graphs.run(GRAPH, { picture: { data, dims: [1, 3, SIZE, SIZE] } });
  const flat = emitted.points.data;
  const points = Array.from({ length: flat.length / 3 }, (_, i) => [
    ...toPhoto(frame, [flat[3 * i] - 0.5, flat[3 * i + 1] - 0.5], SIZE),
    (flat[3 * i + 2] * frame.side) / SIZE,
  ]);
  return { points, presence: emitted.presence.data[0] };
}

function firstFrame({ box: [left, top, right, bottom], points5 }) {
  const [[x0, y0], [x1, y1]] = points5;
  const roll = degreesOf([x1 - x0, y1 - y0]);
  return {
    centre: [(left + right + 1) / 2, (top + bottom + 1) / 2],
    side: ROOM * BOX * Math.max(right - left, bottom - top),
    roll: Math.abs(roll) < UPRIGHT ? 0 : roll,
  };
}

function nextFrame(points) {
  const [one, other] = EYES.map((index) => points[index]);
  const roll = degreesOf([other[0] - one[0], other[1] - one[1]]);
  const { middle, extent } = spanned(points, roll);
  return { centre: middle.map((at) => at + 0.5), side: ROOM * Math.max(...extent), roll };
}

/** The middle, in the photo, of the box that is turned by `roll` and holds all points, and its sides. */
export function spanned(points, roll, away = [0, 0]) {
  const [cos, sin] = axesOf({ roll });
  const along = points.map(([x, y]) => x * cos + y * sin);
  const down = points.map(([x, y]) => y * cos - x * sin);
  const ends = [along, down].map((values) => [Math.min(...values), Math.max(...values)]);
  const [u, v] = ends.map(([low, high], axis) => (low + high) / 2 + away[axis]);
  return { middle: [cos * u - sin * v, sin * u + cos * v], extent: ends.map(([low, high]) => high - low) };
}
