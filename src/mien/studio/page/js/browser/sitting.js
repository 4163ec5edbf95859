/** A photo that sits for its animation (`mien.runtime.sitting`): encoded once, drawn at any degrees. */

import { changeOf, faded, ovalWindow, squareWindow } from "./change.js";
import { Composer } from "./composer.js";
import { cut, scaled, shrunk } from "./geometry.js";
import { common, isEmpty } from "./placement.js";

/** One frame of a photo and what the network knows of it. */
class Face {
  #network;
  #portrait;
  #features = new Map();
  #neutral = null;

  /** @param network {run(name, inputs), card} */
  constructor(network, portrait) {
    this.#network = network;
    const size = portrait.width;
    const data = new Float32Array(3 * size * size);
    for (let pixel = 0; pixel < size * size; pixel++) {
      for (let channel = 0; channel < 3; channel++) {
        data[channel * size * size + pixel] = portrait.data[pixel * portrait.channels + channel] / 127.5 - 1;
      }
    }
    this.#portrait = { data, dims: [1, 3, size, size] };
  }

  /** What the degrees, one for each expression, do to the frame. */
  async change(degrees) {
    const { card } = this.#network;
    const base = await this.#encoded("base");
    if (card.output === "composed") this.#neutral ??= await this.#network.run("decoder", base);
    const features = Object.fromEntries(Object.entries(base).map(([level, { data, dims }]) => [level, { data: data.slice(), dims }]));
    for (const [index, degree] of degrees.entries()) {
      if (degree) add(features, await this.#encoded(card.expressions[index]), Math.fround(degree));
    }
    return changeOf(await this.#network.run("decoder", features), this.#neutral);
  }

  async #encoded(name) {
    if (!this.#features.has(name)) {
      const emitted = await this.#network.run(name, { portrait: this.#portrait });
      this.#features.set(name, Object.fromEntries(Object.entries(emitted).map(([level, { data, dims }]) => [level, { data, dims }])));
    }
    return this.#features.get(name);
  }
}

/** Equations 1, 2 and 7: features plus a residual times its degree, level by level, in place. */
function add(features, residual, degree) {
  for (const [level, { data }] of Object.entries(features)) {
    const more = residual[level].data;
    for (let i = 0; i < data.length; i++) data[i] += Math.fround(degree * more[i]);
  }
}

/** Prepare a photo, four channels: cut out the faces that move. */
export function sit(network, picture, frames, { isFading = true, noise }) {
  const { size } = network.card.frame;
  const faces = frames.map((frame) => new Face(network, cut(picture, frame, size)));
  return new Sitting({ network, faces, noise, window: isFading ? windowOf(network.card) : null }, picture, frames);
}

function windowOf({ output, frame }) {
  return output === "rgb" ? ovalWindow(frame.size, frame) : squareWindow(frame.size);
}

class Sitting {
  #parts;
  #frames;
  #picture;
  #composers;

  /** @param parts the network {run(name, inputs), card}, the faces, the window or null, and noise */
  constructor(parts, picture, frames) {
    [this.#parts, this.#picture, this.#frames] = [parts, picture, frames];
    const { size } = parts.network.card.frame;
    this.#composers = frames.map((frame) => new Composer(picture, frame, size, parts.noise));
  }

  /** The same faces, encoded already, in a smaller picture: for quick previews. */
  shrunk(longest) {
    const picture = shrunk(this.#picture, longest);
    const scale = Math.max(picture.width, picture.height) / Math.max(this.#picture.width, this.#picture.height);
    return new Sitting(this.#parts, picture, this.#frames.map((frame) => scaled(frame, scale)));
  }

  /**
   * Draw one frame: a raster of four channels, opaque.
   * @param {number[]} degrees one for each expression, in [0, 1]
   */
  async draw(degrees) {
    const canvas = { ...this.#picture, data: this.#picture.data.slice() };
    const { network, faces, window } = this.#parts;
    if (network.card.output === "composed" && !degrees.some(Boolean)) return canvas;
    for (const [index, composer] of this.#composers.entries()) {
      if (this.#overlaps(index)) composer.load(canvas);
      const changed = await faces[index].change(degrees);
      composer.paste(canvas, window ? faded(changed, window) : changed);
    }
    return canvas;
  }

  /** Whether a face's surroundings were changed by one that was drawn before it. */
  #overlaps(index) {
    const { source } = this.#composers[index];
    return this.#composers.slice(0, index).some(({ placement }) => !isEmpty(common(source, placement.whole)));
  }
}
