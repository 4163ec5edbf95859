/** A contact sheet: frames of a clip on one picture, with their degrees below (`mien.media.sheet`). */

import { imageData } from "./photo.js";
import { rint } from "./raster.js";

const MOST = 12; // frames on a sheet
const CELL = 256;
const GAP = 8;
const LETTERS = CELL / 16;

/** Numbers of the frames that a sheet shows, evenly spread, both ends included. */
export function onSheet(frames) {
  const count = Math.min(frames, MOST);
  return [...new Set(Array.from({ length: count }, (_, i) => rint(count > 1 ? (i * (frames - 1)) / (count - 1) : 0)))];
}

/** The degrees of a frame in words. */
export function caption(expressions, degrees) {
  const shown = expressions.flatMap((name, i) => (degrees[i] ? [`${name} ${degrees[i].toFixed(2)}`] : []));
  return shown.join(", ") || "neutral";
}

/** A frame as it stands on a sheet. */
export function cellOf(picture) {
  return createImageBitmap(imageData(picture), {
    ...(picture.width > picture.height
      ? { resizeWidth: Math.min(CELL, picture.width) }
      : { resizeHeight: Math.min(CELL, picture.height) }),
    resizeQuality: "high",
  });
}

/** @param {{cell: ImageBitmap, words: string}[]} shown */
export function sheetOf(shown) {
  const columns = Math.ceil(Math.sqrt(shown.length));
  const [width, height] = [shown[0].cell.width, shown[0].cell.height];
  const rows = Math.ceil(shown.length / columns);
  const line = 2 * LETTERS;
  const canvas = new OffscreenCanvas(GAP + columns * (width + GAP), GAP + rows * (height + line + GAP));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  [pen.fillStyle, pen.font, pen.textAlign, pen.textBaseline] = ["rgb(40 40 40)", `${LETTERS}px sans-serif`, "center", "middle"];
  shown.forEach(({ cell, words }, index) => {
    const left = GAP + (index % columns) * (width + GAP);
    const top = GAP + Math.floor(index / columns) * (height + line + GAP);
    pen.drawImage(cell, left, top);
    pen.fillText(words, left + width / 2, top + height + line / 2, width);
  });
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  return { width: canvas.width, height: canvas.height, channels: 4, data: new Uint8Array(data.buffer) };
}
