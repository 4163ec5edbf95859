/** Clips as files: frames drawn one after the other, written as PNG, JPEG or ZIP. */

import { jpegOf } from "./jpeg.js";
import { targets } from "./orders.js";
import { Apng, pngOf } from "./png.js";
import { strengthOf } from "../strength.js";
import { caption, cellOf, onSheet, sheetOf } from "./sheet.js";
import { zipOf } from "./zip.js";

const BATCH = "clips.zip";
const MANIFEST = 1; // its format

/**
 * Make what was ordered.
 * @param order as the page orders it
 * @param {{name: string, sha256: string, draw: (degrees) => Promise}[]} sitters the photos of the order
 * @param about {label, version, bundle: {expressions, sha256}}
 * @param {(drawn: number, total: number) => Promise<void>} tell is told of each frame; throws to stop
 * @returns {Promise<{name: string, blob: Blob}[]>} the first is what was asked for
 */
export async function clipsOf(order, sitters, about, tell) {
  const names = targets(order, sitters.map(({ name }) => name));
  const plain = rowsOf(order, about.bundle.expressions);
  const total = plain.length * sitters.length;
  let drawn = 0;
  const files = [];
  for (const [index, sitter] of sitters.entries()) {
    const draw = async (row) => {
      await tell(drawn, total);
      drawn += 1;
      return sitter.draw(row);
    };
    const strength = order.photos[index].strength ?? order.schedule.strength ?? 1;
    const factors = about.bundle.expressions.map((name) => Math.fround(strengthOf(strength, name)));
    const rows = plain.map((row) => row.map((degree, at) => Math.fround(degree * factors[at])));
    files.push(...await clipOf({ order, about, rows, draw, target: names[index], sitter, index }));
  }
  if (sitters.length === 1 && order.format !== "frames") return files;
  const beside = files.filter(({ name }) => !name.includes("/"));
  return [{ name: BATCH, blob: await zipOf(files) }, ...beside];
}

/** Degrees of all frames in the order of the bundle's expressions. */
function rowsOf({ schedule, times }, expressions) {
  const columns = expressions.map((name) => schedule.expressions.indexOf(name));
  const rows = schedule.degrees.map((row) => columns.map((column) => Math.fround(row[column] ?? 0)));
  return Array.from({ length: times }, () => rows).flat();
}

async function clipOf({ order, about, rows, draw, target, sitter, index }) {
  const label = order.label ? about.label : null;
  const wanted = new Set(order.sheet ? onSheet(rows.length) : []);
  const shown = [];
  const frame = async (row, number) => {
    const picture = await draw(row);
    if (wanted.has(number)) shown.push({ cell: await cellOf(picture), words: caption(about.bundle.expressions, row) });
    return picture;
  };
  const files = await WRITERS[order.format]({ rows, frame, label, target, fps: order.schedule.fps, loop: order.loop });
  files.push(manifest({ order, about, rows, target, sitter, index }));
  if (order.sheet) files.push({ name: `${target}.sheet.png`, blob: await pngOf(sheetOf(shown), label) });
  return files;
}

const WRITERS = {
  async png({ rows, frame, label, target, fps, loop }) {
    if (rows.length === 1) return [{ name: target, blob: await pngOf(await frame(rows[0], 0), label) }];
    const clip = new Apng({ frames: rows.length, fps, loop, label });
    for (const [number, row] of rows.entries()) await clip.add(await frame(row, number));
    return [{ name: target, blob: clip.finish() }];
  },
  async frames({ rows, frame, label, target }) {
    const files = [];
    for (const [number, row] of rows.entries()) {
      const name = `${target}/frame-${String(number).padStart(5, "0")}.png`;
      files.push({ name, blob: await pngOf(await frame(row, number), label) });
    }
    return files;
  },
  async jpg({ rows, frame, label, target }) {
    if (rows.length > 1) throw new Error(`A JPEG holds one picture and the schedule has ${rows.length} frames. Choose another format.`);
    return [{ name: target, blob: await jpegOf(await frame(rows[0], 0), label) }];
  },
};

/** What clips can be written as here. */
export const FORMATS = Object.keys(WRITERS);

/** The note beside a clip that says how it was made (`mien.media.manifest`). */
function manifest({ order, about, rows, target, sitter, index }) {
  const { xmp, ...label } = about.label;
  const face = order.photos[index].face;
  const note = {
    bundle_sha256: about.bundle.sha256,
    format: MANIFEST,
    label,
    options: { face: Number(face) || face, label: order.label, loop: order.loop },
    photo: sitter.name,
    photo_sha256: sitter.sha256,
    schedule: { degrees: rows, expressions: about.bundle.expressions, format: 1, fps: order.schedule.fps },
    version: about.version,
  };
  return { name: `${target}.json`, blob: new Blob([`${JSON.stringify(note, null, 2)}\n`], { type: "application/json" }) };
}
