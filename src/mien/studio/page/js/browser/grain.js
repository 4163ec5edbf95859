/**
 * A photo's grain (`mien.runtime.grain`): measured where the face is, and drawn anew where the network
 * paints. The noise itself is a file: NumPy's generator drew it, octave after octave, at a standard
 * deviation of 1.
 */

import { KERNELS, plane, resized, rint } from "./raster.js";

export const NONE = 128;
const LIMIT = 20;
const TILE = 512;
const OCTAVES = 3;
const SPREAD = 1.4826;
const STEPS = 4096; // of the file's 16-bit numbers in a unit
const MARGIN = 2;

/** How strong the grain is in each octave that the network cannot draw, the finest first. */
export function strengths(picture, scale) {
  let light = plane(picture.width, picture.height, new Float32Array(picture.width * picture.height));
  for (let i = 0; i < light.data.length; i++) {
    const at = i * picture.channels;
    light.data[i] = 0.299 * picture.data[at] + 0.587 * picture.data[at + 1] + 0.114 * picture.data[at + 2];
  }
  const found = [];
  while (found.length < OCTAVES && 2 ** found.length <= scale && Math.min(light.width, light.height) >= 8) {
    const soft = blurred(light).data;
    const fine = light.data.map((value, i) => value - soft[i]);
    const middle = median(fine);
    found.push(SPREAD * median(fine.map((value) => Math.abs(value - middle))));
    light = halved(light);
  }
  return found;
}

function median(values) {
  const sorted = values.slice().sort();
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Binomial over 3x3 pixels; what lies outside comes from the other side. */
function blurred({ width, height, data }) {
  const down = new Float32Array(data.length);
  const both = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const [above, here, below] = [(y + height - 1) % height, y, (y + 1) % height].map((row) => row * width);
    for (let x = 0; x < width; x++) down[here + x] = 0.25 * (data[above + x] + data[below + x]) + 0.5 * data[here + x];
  }
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const row = y * width;
      both[at] = 0.25 * (down[row + ((x + width - 1) % width)] + down[row + ((x + 1) % width)]) + 0.5 * down[at];
    }
  }
  return plane(width, height, both);
}

function halved({ width, height, data }) {
  const small = plane(width >> 1, height >> 1, new Float32Array((width >> 1) * (height >> 1)));
  for (let y = 0, at = 0; y < small.height; y++) {
    for (let x = 0; x < small.width; x++, at++) {
      const from = 2 * y * width + 2 * x;
      small.data[at] = (data[from] + data[from + width] + data[from + 1] + data[from + width + 1]) / 4;
    }
  }
  return small;
}

/** Octaves of noise out of the content of the file, each magnified to a whole tile. */
export function noiseFrom(content) {
  const numbers = new Int16Array(content);
  const octaves = [];
  for (let octave = 0, at = 0; octave < OCTAVES; octave++) {
    const side = TILE >> octave;
    const values = Float32Array.from(numbers.subarray(at, at + side * side), (value) => value / STEPS);
    octaves.push(magnified(plane(side, side, values)));
    at += side * side;
  }
  return octaves;
}

function magnified(octave) {
  const side = octave.width;
  if (side === TILE) return octave.data;
  const padded = plane(side + 2 * MARGIN, side + 2 * MARGIN, new Float32Array((side + 2 * MARGIN) ** 2));
  for (let y = 0; y < padded.height; y++) {
    for (let x = 0; x < padded.width; x++) {
      const [row, column] = [y, x].map((at) => (at - MARGIN + side) % side);
      padded.data[y * padded.width + x] = octave.data[row * side + column];
    }
  }
  return resized(padded, TILE, TILE, KERNELS.bicubic, [MARGIN, MARGIN, MARGIN + side, MARGIN + side]).data;
}

/** A tile of grain of given strengths, 512 pixels a side, to be laid side by side. */
export function tileOf(sigmas, noise) {
  const tile = new Uint8Array(TILE * TILE);
  for (let i = 0; i < tile.length; i++) {
    let total = 0;
    sigmas.forEach((sigma, octave) => (total += sigma * noise[octave][i]));
    tile[i] = NONE + Math.min(LIMIT, Math.max(-LIMIT, rint(total)));
  }
  return tile;
}

/** Put grain into the fourth channel of a picture. */
export function grained({ width, height, data }, tile) {
  for (let y = 0, at = 3; y < height; y++) {
    const row = (y % TILE) * TILE;
    for (let x = 0; x < width; x++, at += 4) data[at] = tile[row + (x % TILE)];
  }
}
