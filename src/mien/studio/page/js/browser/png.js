/** PNG files, still and moving, with the mark that they are generated. */

import { bytes, crc32, joined, text, uint16, uint32 } from "./bytes.js";

const SIGNATURE = bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const UP = 2; // the filter: a row less the one above it

/** One picture; `label` is {comment, xmp} or null. */
export async function pngOf(picture, label) {
  const data = await compressed(picture);
  return new Blob([SIGNATURE, header(picture), ...labelled(label), chunk("IDAT", data), chunk("IEND")], { type: "image/png" });
}

/** A moving PNG that is given its frames one after the other. */
export class Apng {
  #parts = [];
  #number = 0;
  #delay;

  /** @param {{frames: number, fps: number, loop: boolean, label: object|null}} options */
  constructor({ frames, fps, loop, label }) {
    const whole = Number.isInteger(fps);
    this.#delay = joined([uint16(whole ? 1 : 100), uint16(whole ? fps : Math.round(fps * 100))]);
    this.#parts = [chunk("acTL", joined([uint32(frames), uint32(loop ? 0 : 1)])), ...labelled(label)];
  }

  async add(picture) {
    const data = await compressed(picture);
    const isFirst = this.#number === 0;
    if (isFirst) this.#parts.unshift(SIGNATURE, header(picture));
    const { width, height } = picture;
    this.#parts.push(chunk("fcTL", joined([this.#next(), uint32(width), uint32(height), uint32(0), uint32(0), this.#delay, bytes(0, 0)])));
    this.#parts.push(isFirst ? chunk("IDAT", data) : chunk("fdAT", joined([this.#next(), data])));
  }

  finish = () => new Blob([...this.#parts, chunk("IEND")], { type: "image/png" });

  #next = () => uint32(this.#number++);
}

function header({ width, height }) {
  return chunk("IHDR", joined([uint32(width), uint32(height), bytes(8, 2, 0, 0, 0)]));
}

function labelled(label) {
  if (!label) return [];
  return [["XML:com.adobe.xmp", label.xmp], ["Comment", label.comment]].map(([keyword, content]) =>
    chunk("iTXt", joined([text(keyword), bytes(0, 0, 0, 0, 0), text(content)])));
}

function chunk(name, content = bytes()) {
  const body = joined([text(name), content]);
  return joined([uint32(content.length), body, uint32(crc32(body))]);
}

/** Three channels of a picture of four, each row less the one above, compressed. */
async function compressed({ width, height, data }) {
  const row = 1 + 3 * width;
  const rows = new Uint8Array(row * height);
  for (let y = 0; y < height; y++) {
    let to = y * row;
    rows[to++] = UP;
    for (let at = 4 * y * width, end = at + 4 * width; at < end; at += 4) {
      for (let channel = at; channel < at + 3; channel++) rows[to++] = data[channel] - (y ? data[channel - 4 * width] : 0);
    }
  }
  const stream = new Blob([rows]).stream().pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
