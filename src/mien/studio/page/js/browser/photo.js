/** Reading a photo with the browser's own decoders. */

const SMALLEST = 64;

/**
 * Decode a picture's file: upright, sRGB, on white where it is transparent.
 * @param {Blob} blob the file
 * @param {string} name for messages
 * @param {number} most pixels
 * @returns a raster of four channels, the last one opaque
 */
export async function readPhoto(blob, name, most) {
  if (!blob.size) throw new Error(`${name} is empty (0 bytes). Choose another file.`);
  const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" }).catch(() => null);
  if (!bitmap) {
    throw new Error(`${name} cannot be read as a picture by this browser. Give a JPEG, PNG or WebP picture.`);
  }
  const { width, height } = bitmap;
  if (Math.min(width, height) < SMALLEST) {
    throw new Error(`${name} has ${width} x ${height} pixels; each side needs at least ${SMALLEST}. Give a larger picture.`);
  }
  if (width * height > most) {
    throw new Error(`${name} has ${width} x ${height} pixels, more than ${most / 1e6} megapixels. Make it smaller first.`);
  }
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.fillStyle = "white";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(bitmap, 0, 0);
  bitmap.close();
  return { width, height, channels: 4, data: new Uint8Array(pen.getImageData(0, 0, width, height).data.buffer) };
}

/** A picture as browsers draw it. */
export const imageData = ({ width, height, data }) => new ImageData(new Uint8ClampedArray(data.buffer, data.byteOffset, data.length), width, height);

/** The hash of a file, hexadecimal; empty where the browser gives none, as over plain HTTP. */
export async function sha256(blob) {
  if (!globalThis.crypto?.subtle) return "";
  const digest = await crypto.subtle.digest("SHA-256", await blob.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
