/** Where a frame's maps lie in the photo, and drawing them at the photo's own pixels (`mien.runtime.placement`). */

import { axesOf } from "./geometry.js";
import { KERNELS, resized, turned } from "./raster.js";

const SLACK = 1e-6;

/** A box is {left, top, right, bottom}, whole pixels of a photo. */
export const isEmpty = ({ left, top, right, bottom }) => left >= right || top >= bottom;

/** The pixels of both boxes. */
export const common = (one, other) => ({
  left: Math.max(one.left, other.left),
  top: Math.max(one.top, other.top),
  right: Math.min(one.right, other.right),
  bottom: Math.min(one.bottom, other.bottom),
});

export class Placement {
  #corner;
  #fineness;
  #size;
  #photo;

  /** A frame of `size` pixels a side in a photo of {width, height}. */
  constructor(frame, size, { width, height }) {
    [this.frame, this.#size, this.#photo] = [frame, size, [width, height]];
    this.#fineness = !frame.roll || frame.side < 4 * size ? 1 : 2;
    const [cos, sin] = axesOf(frame);
    this.cells = frame.roll ? Math.ceil((Math.abs(cos) + Math.abs(sin)) * size * this.#fineness) : size;
    this.cell = frame.side / (size * this.#fineness);
    this.#corner = frame.centre.map((at) => at - (this.cells * this.cell) / 2);
    this.whole = this.#pixels([0, 0], [this.cells, this.cells]);
  }

  /** A map of the frame on the upright lattice; 0 outside the frame. */
  upright(image) {
    if (!this.frame.roll) return image;
    const [cos, sin] = axesOf(this.frame).map((part) => part / this.#fineness);
    const [x, y] = [cos + sin, cos - sin].map((sum) => this.#size / 2 - (sum * this.cells) / 2);
    return turned(image, this.cells, this.cells, [cos, sin, x, -sin, cos, y]);
  }

  /** The photo's pixels in and around the lattice's cells that are touched. */
  box(touched) {
    const { cells } = this;
    let [left, top, right, bottom] = [cells, cells, -1, -1];
    for (let y = 0, at = 0; y < cells; y++) {
      for (let x = 0; x < cells; x++, at++) {
        if (!touched[at]) continue;
        [left, right] = [Math.min(left, x), Math.max(right, x)];
        [top, bottom] = [Math.min(top, y), y];
      }
    }
    if (right < 0) return { left: 0, top: 0, right: 0, bottom: 0 };
    // Interpolation spreads a cell over its two neighbours.
    return this.#pixels([left - 2, top - 2], [right + 3, bottom + 3]);
  }

  #pixels(first, last) {
    const place = (index, axis) => this.#corner[axis] + this.cell * Math.min(this.cells, Math.max(0, index));
    const low = first.map((index, axis) => Math.max(0, Math.ceil(place(index, axis) - SLACK)));
    const high = last.map((index, axis) => Math.min(this.#photo[axis], Math.floor(place(index, axis) + SLACK)));
    return { left: low[0], top: low[1], right: high[0], bottom: high[1] };
  }

  /** An upright map at the photo's pixels in a box. */
  drawn(image, { left, top, right, bottom }) {
    const edges = [left, top, right, bottom].map((at, side) => {
      const cell = (at - this.#corner[side % 2]) / this.cell;
      return Math.min(this.cells, Math.max(0, cell));
    });
    return resized(image, right - left, bottom - top, KERNELS.bicubic, edges);
  }
}
