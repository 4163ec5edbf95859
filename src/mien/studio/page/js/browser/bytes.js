/** Bytes, as files are put together from them. */

export const bytes = (...values) => Uint8Array.of(...values);
export const text = (words) => new TextEncoder().encode(words);

/** Whole numbers, the highest byte first; ZIP alone wants the lowest first. */
export const uint16 = (value, isLittle = false) => number(value, 2, isLittle);
export const uint32 = (value, isLittle = false) => number(value, 4, isLittle);

function number(value, length, isLittle) {
  const places = Uint8Array.from({ length }, (_, i) => Math.floor(value / 256 ** i) % 256);
  return isLittle ? places : places.reverse();
}

/** Several runs of bytes as one. */
export function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

/** The check sum of PNG and ZIP. */
export function crc32(content) {
  let sum = 0xffffffff;
  for (let i = 0; i < content.length; i++) sum = TABLE[(sum ^ content[i]) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}
