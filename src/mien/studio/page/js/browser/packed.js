/**
 * Warping, shading and blending pictures of four 8-bit channels, in whole numbers: the sums of
 * `mien.runtime.packed`, bit for bit, a channel at a time. The fourth channel is grain, 128 for none.
 */

import { rint } from "./raster.js";

const STEP = 256; // steps in a pixel

/** Copy what does not move: every pixel, or every other one of a doubled table. */
export function copied(table, words, left, top, scale) {
  for (let y = 0, at = 0; y < words.height; y++) {
    let from = ((top + y) * scale * table.width + left * scale) * 4;
    for (let x = 0; x < words.width; x++, at += 4, from += 4 * scale) {
      for (let channel = 0; channel < 4; channel++) words.data[at + channel] = table.data[from + channel];
    }
  }
  return words;
}

/**
 * Read a table between its pixels, bilinearly; its border continues outside.
 * @param moved displacements x and y in photo pixels, and the corner of what is drawn in the source
 */
export function sampled(table, words, { x, y, left, top, scale }) {
  const { width, height, data } = table;
  const [mostX, mostY] = [(width - 1) * STEP, (height - 1) * STEP];
  for (let row = 0, pixel = 0; row < words.height; row++) {
    for (let column = 0; column < words.width; column++, pixel++) {
      const u = within((rint(Math.fround(x[pixel] * STEP)) + (left + column) * STEP) * scale, mostX);
      const v = within((rint(Math.fround(y[pixel] * STEP)) + (top + row) * STEP) * scale, mostY);
      const [right, down] = [u & 255, v & 255];
      const both = (right * down) >> 8;
      const at = ((v >> 8) * width + (u >> 8)) * 4;
      const beside = right ? at + 4 : at;
      const below = down ? width * 4 : 0;
      const weight = STEP - right - down + both;
      for (let channel = 0; channel < 4; channel++) {
        const sum = data[at + channel] * weight + data[beside + channel] * (right - both)
          + data[at + below + channel] * (down - both) + data[beside + below + channel] * both;
        words.data[pixel * 4 + channel] = (sum + 128) >> 8;
      }
    }
  }
  return words;
}

const within = (value, most) => (value < 0 ? 0 : value > most ? most : value);

/** Brighten or darken three channels by a share of their own, in place. */
export function shaded({ data }, shade) {
  for (let pixel = 0, at = 0; pixel < shade.length; pixel++, at += 4) {
    const factor = Math.min(127, Math.max(-127, rint(shade[pixel] * 256)));
    if (!factor) continue;
    for (let channel = at; channel < at + 3; channel++) {
      const value = data[channel] + ((data[channel] * factor + 128) >> 8);
      data[channel] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** Lay `over` into words at a place, with the opacity in its fourth channel; perhaps with grain. */
export function blend(words, over, left, top, isGrained) {
  for (let y = 0, at = 0; y < over.height; y++) {
    let to = ((top + y) * words.width + left) * 4;
    for (let x = 0; x < over.width; x++, at += 4, to += 4) {
      const alpha = over.data[at + 3];
      if (!alpha) continue;
      const opacity = alpha + (alpha >> 7);
      const grain = isGrained ? words.data[to + 3] - 128 : 0;
      for (let channel = 0; channel < 3; channel++) {
        const sum = (over.data[at + channel] + grain) * opacity + words.data[to + channel] * (STEP - opacity);
        words.data[to + channel] = (sum + 128) >> 8;
      }
    }
  }
}
