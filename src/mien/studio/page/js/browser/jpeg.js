/** A JPEG of one picture, with the mark that it is generated. */

import { bytes, joined, text, uint16 } from "./bytes.js";
import { imageData } from "./photo.js";

const QUALITY = 0.95;
const [APP0, APP1, COMMENT] = [0xe0, 0xe1, 0xfe];

export async function jpegOf(picture, label) {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d").putImageData(imageData(picture), 0, 0);
  const plain = await canvas.convertToBlob({ type: "image/jpeg", quality: QUALITY });
  return label ? labelled(new Uint8Array(await plain.arrayBuffer()), label) : plain;
}

/** The label's segments come behind the JFIF one, which must be the first. */
function labelled(file, label) {
  const start = file[3] === APP0 ? 4 + file[4] * 256 + file[5] : 2;
  const packet = joined([text("http://ns.adobe.com/xap/1.0/"), bytes(0), text(label.xmp)]);
  const parts = [file.slice(0, start), segment(APP1, packet), segment(COMMENT, text(label.comment)), file.slice(start)];
  return new Blob(parts, { type: "image/jpeg" });
}

const segment = (marker, content) => joined([bytes(0xff, marker), uint16(content.length + 2), content]);
