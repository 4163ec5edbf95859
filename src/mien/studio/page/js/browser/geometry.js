/** Frames: the squares of a photo that the network sees, and cutting them out (`mien.geometry`). */

import { KERNELS, raster, reduced, resized, rint, shrunkTo, turned } from "./raster.js";

const REDUCING_GAP = 3;

/**
 * A frame is {centre: [x, y], side, roll}, in photo pixels counted from the photo's corner; these are
 * [cos, sin] of its roll: its x axis is (cos, sin), its y axis (-sin, cos).
 */
export function axesOf({ roll }) {
  const angle = (roll * Math.PI) / 180;
  return [Math.cos(angle), Math.sin(angle)];
}

/** A pixel of the frame, drawn with `size` pixels a side, as a pixel of the photo. */
export function toPhoto(frame, [x, y], size) {
  const [cos, sin] = axesOf(frame);
  const u = ((x + 0.5) / size - 0.5) * frame.side;
  const v = ((y + 0.5) / size - 0.5) * frame.side;
  return [cos * u - sin * v + frame.centre[0] - 0.5, sin * u + cos * v + frame.centre[1] - 0.5];
}

export const wholeFrame = (height, width) => ({ centre: [width / 2, height / 2], side: Math.max(height, width), roll: 0 });

export const scaled = ({ centre: [x, y], side, roll }, scale) => ({ centre: [x * scale, y * scale], side: side * scale, roll });

/** A picture whose longer side has at most `longest` pixels. */
export function shrunk(picture, longest) {
  const scale = longest / Math.max(picture.width, picture.height);
  if (scale >= 1) return picture;
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, rint(side * scale)));
  return shrunkTo(picture, width, height, KERNELS.lanczos, REDUCING_GAP);
}

/** Draw a frame of a photo; where the photo ends, it is continued by reflection. */
export function cut(picture, frame, size) {
  const factor = Math.max(1, Math.floor(frame.side / size / REDUCING_GAP));
  const { patch, corner } = patchOf(picture, frame, factor);
  const [x, y] = frame.centre.map((place, axis) => place / factor - corner[axis]);
  if (frame.roll) return turnedCut(patch, [x, y], axesOf(frame), frame.side / factor / size, size);
  const half = frame.side / factor / 2;
  return resized(patch, size, size, KERNELS.bicubic, [x - half, y - half, x + half, y + half]);
}

function turnedCut(patch, centre, [cos, sin], step, size) {
  const fine = 2 * size;
  const width = rint((patch.width * 2) / step);
  const height = rint((patch.height * 2) / step);
  const large = resized(patch, width, height, KERNELS.bicubic);
  const [across, down] = [width / patch.width, height / patch.height];
  const half = step / 2;
  const row = [cos * half * across, -sin * half * across];
  const column = [sin * half * down, cos * half * down];
  const startX = centre[0] * across - (row[0] + row[1]) * size;
  const startY = centre[1] * down - (column[0] + column[1]) * size;
  const drawn = turned(large, fine, fine, [...row, startX, ...column, startY]);
  return averaged(drawn, size);
}

/** The mean of four pixels, rounded up, which makes up for the truncation before it. */
function averaged({ width, channels, data }, size) {
  const small = raster(size, size, channels);
  for (let y = 0, at = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      for (let channel = 0; channel < channels; channel++) {
        const from = (2 * y * width + 2 * x) * channels + channel;
        const below = from + width * channels;
        small.data[at++] = (data[from] + data[from + channels] + data[below] + data[below + channels] + 3) >> 2;
      }
    }
  }
  return small;
}

/** The frame's surroundings, `factor` times smaller, and their corner in such pixels. */
function patchOf(picture, frame, factor) {
  const [cos, sin] = axesOf(frame);
  const reach = ((Math.abs(cos) + Math.abs(sin)) * frame.side) / 2;
  const corner = frame.centre.map((place) => Math.floor((place - reach) / factor) - 3);
  const end = frame.centre.map((place) => Math.ceil((place + reach) / factor) + 3);
  const small = factor > 1 ? reduced(picture, factor) : picture;
  const patch = raster(end[0] - corner[0], end[1] - corner[1], picture.channels);
  const { channels } = picture;
  for (let y = 0, at = 0; y < patch.height; y++) {
    const row = reflected(corner[1] + y, small.height) * small.width;
    for (let x = 0; x < patch.width; x++) {
      const from = (row + reflected(corner[0] + x, small.width)) * channels;
      for (let channel = 0; channel < channels; channel++) patch.data[at++] = small.data[from + channel];
    }
  }
  return { patch, corner };
}

/** Fold a position beyond either end back inside; the outermost pixel is not repeated. */
function reflected(index, length) {
  if (length === 1) return 0;
  const folded = Math.abs(index) % (2 * length - 2);
  return Math.min(folded, 2 * length - 2 - folded);
}
