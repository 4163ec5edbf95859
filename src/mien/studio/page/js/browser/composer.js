/** Composing a network's change with a photo, at the photo's own resolution (`mien.runtime.composer`). */

import { axesOf } from "./geometry.js";
import { NONE, grained, strengths, tileOf } from "./grain.js";
import { blend, copied, sampled, shaded } from "./packed.js";
import { Placement, common, isEmpty } from "./placement.js";
import { KERNELS, cropped, plane, raster, resized, rint } from "./raster.js";

const STRIP = 1 << 16; // pixels that are worked on at a time
const REACH = 0.15; // how far beyond its frame a photo is sampled, as a fraction of the side
const STILL = 1 / 32; // pixels of movement that nobody sees
const EVEN = 1 / 512; // share of brightness that rounds to nothing
const LARGE = 2048; // frames of more pixels a side are read as they are, to spare the memory

export class Composer {
  #doubled;
  #tile = null;
  #limit = 0;
  #table = null;

  /**
   * @param picture the photo, four channels
   * @param frame the square
   * @param {number} size side of the network's frame in pixels
   * @param {Float32Array[]} noise octaves of it, for the grain
   */
  constructor(picture, frame, size, noise) {
    this.placement = new Placement(frame, size, picture);
    this.#doubled = frame.side <= LARGE ? 2 : 1;
    this.source = around(this.placement.whole, rint(REACH * frame.side), picture);
    this.#measure(picture, size, noise);
    this.load(picture);
  }

  /** Take the photo to change from `picture`, of the same size. */
  load(picture) {
    const { left, top, right, bottom } = this.source;
    const patch = cropped(picture, left, top, right, bottom);
    if (this.#tile) grained(patch, this.#tile);
    else for (let at = 3; at < patch.data.length; at += 4) patch.data[at] = NONE;
    this.#table = this.#doubled === 2 ? doubled(patch) : patch;
  }

  /** Draw the changed frame into a copy of the photo, in place. */
  paste(canvas, change) {
    const place = this.placement;
    const over = place.upright(overOf(change));
    const flow = this.#flow(change);
    const shade = change.shade && place.upright(plane(change.size, change.size, change.shade));
    const painted = new Uint8Array(place.cells ** 2).map((_, i) => over.data[4 * i + 3] > 0);
    const paint = place.box(painted);
    const touched = painted.map((isPainted, i) => isPainted || moves(flow, i) || (shade && Math.abs(shade.data[i]) > EVEN));
    for (const strip of strips(place.box(touched))) {
      const words = this.#warped(flow, strip);
      if (shade) shaded(words, place.drawn(shade, strip).data);
      const covered = common(strip, paint);
      if (!isEmpty(covered)) this.#paint(words, strip, over, covered);
      lay(canvas, words, strip);
    }
  }

  /** The displacement on the lattice in photo pixels, along x and along y. */
  #flow({ flow, size }) {
    if (!flow) return null;
    const { frame } = this.placement;
    const [cos, sin] = axesOf(frame).map((part) => part * frame.side);
    const [x, y] = flow;
    const along = x.map((value, i) => cos * value - sin * y[i]);
    const down = y.map((value, i) => sin * x[i] + cos * value);
    return [along, down].map((values) => this.placement.upright(plane(size, size, values)));
  }

  #warped(flow, strip) {
    const { source } = this;
    const [left, top] = [strip.left - source.left, strip.top - source.top];
    const words = raster(strip.right - strip.left, strip.bottom - strip.top, 4);
    if (!flow) return copied(this.#table, words, left, top, this.#doubled);
    const [x, y] = flow.map((axis) => this.placement.drawn(axis, strip).data);
    return sampled(this.#table, words, { x, y, left, top, scale: this.#doubled });
  }

  #paint(words, strip, over, covered) {
    const drawn = this.placement.drawn(over, covered);
    const limit = this.#limit;
    // Room for the grain, so that no sum leaves 8 bits.
    if (limit) for (let i = 0; i < drawn.data.length; i++) if (i % 4 < 3) drawn.data[i] = Math.min(255 - limit, Math.max(limit, drawn.data[i]));
    blend(words, drawn, covered.left - strip.left, covered.top - strip.top, limit > 0);
  }

  /** Grain for the source; none for a photo that has none or is the coarser of the two. */
  #measure(picture, size, noise) {
    const { frame, whole } = this.placement;
    const inset = rint(frame.side / 4);
    const [left, top] = [whole.left + inset, whole.top + inset];
    const [right, bottom] = [Math.min(whole.right - inset, left + 1024), Math.min(whole.bottom - inset, top + 1024)];
    if (Math.min(right - left, bottom - top) < 8) return;
    const sigmas = strengths(cropped(picture, left, top, right, bottom), frame.side / size);
    if (sigmas.reduce((sum, sigma) => sum + sigma, 0) < 0.5) return;
    this.#tile = tileOf(sigmas, noise);
    const shown = [this.source.bottom - this.source.top, this.source.right - this.source.left];
    for (let y = 0; y < Math.min(512, shown[0]); y++) {
      for (let x = 0; x < Math.min(512, shown[1]); x++) this.#limit = Math.max(this.#limit, Math.abs(this.#tile[512 * y + x] - NONE));
    }
  }
}

/** Colour and opacity in 8 bits. */
function overOf({ size, colour, opacity }) {
  const over = raster(size, size, 4);
  const pixels = size * size;
  for (let i = 0, at = 0; i < pixels; i++, at += 4) {
    for (let channel = 0; channel < 3; channel++) over.data[at + channel] = colour[channel * pixels + i] * 255 + 0.5;
    over.data[at + 3] = rint(opacity[i] * 255);
  }
  return over;
}

const moves = (flow, i) => flow && Math.max(Math.abs(flow[0].data[i]), Math.abs(flow[1].data[i])) > STILL;

/** A picture at twice the resolution; every other pixel is kept to the bit. */
function doubled(patch) {
  const { width, height, data } = patch;
  const padded = raster(width + 1, height + 1, 4);
  for (let y = 0; y <= height; y++) {
    const row = Math.min(y, height - 1) * width * 4;
    padded.data.set(data.subarray(row, row + width * 4), y * (width + 1) * 4);
    padded.data.copyWithin((y * (width + 1) + width) * 4, (y * (width + 1) + width - 1) * 4, (y * (width + 1) + width) * 4);
  }
  return resized(padded, 2 * width, 2 * height, KERNELS.lanczos, [0.25, 0.25, width + 0.25, height + 0.25]);
}

function around({ left, top, right, bottom }, margin, { width, height }) {
  return {
    left: Math.max(left - margin, 0),
    top: Math.max(top - margin, 0),
    right: Math.min(right + margin, width),
    bottom: Math.min(bottom + margin, height),
  };
}

function strips(box) {
  if (isEmpty(box)) return [];
  const rows = Math.max(1, Math.floor(STRIP / (box.right - box.left)));
  const count = Math.ceil((box.bottom - box.top) / rows);
  return Array.from({ length: count }, (_, i) => ({
    ...box,
    top: box.top + i * rows,
    bottom: Math.min(box.top + (i + 1) * rows, box.bottom),
  }));
}

/** Three channels of a strip into the photo; the fourth stays opaque. */
function lay(canvas, words, strip) {
  for (let y = 0, at = 0; y < words.height; y++) {
    let to = ((strip.top + y) * canvas.width + strip.left) * 4;
    for (let x = 0; x < words.width; x++, at += 4, to += 4) {
      for (let channel = 0; channel < 3; channel++) canvas.data[to + channel] = words.data[at + channel];
    }
  }
}
