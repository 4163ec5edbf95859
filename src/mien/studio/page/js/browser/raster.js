/**
 * Pictures as arrays, and resampling them as Pillow does, to the bit in 8 bits a channel.
 *
 * A raster is {width, height, channels, data}, row by row; `data` is a Uint8Array or a Float32Array.
 */

const BITS = 22; // of Pillow's fixed-point weights

const sinc = (x) => (x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x));

/** Kernels by name: how far they reach, and their value at a distance. */
export const KERNELS = {
  bilinear: { reach: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { reach: 2, at: (x) => cubic(Math.abs(x)) },
  lanczos: { reach: 3, at: (x) => (Math.abs(x) < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

function cubic(x) {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

export function raster(width, height, channels, Kind = Uint8Array) {
  return { width, height, channels, data: new Kind(width * height * channels) };
}

export const plane = (width, height, data) => ({ width, height, channels: 1, data });

/** Round as NumPy and Python do: halves to the even neighbour. */
export function rint(value) {
  const up = Math.round(value);
  return up - value === 0.5 && up % 2 !== 0 ? up - 1 : up;
}

/** A part of a raster, copied. */
export function cropped({ width, channels, data }, left, top, right, bottom) {
  const part = raster(right - left, bottom - top, channels, data.constructor);
  const row = part.width * channels;
  for (let y = 0; y < part.height; y++) {
    const start = ((top + y) * width + left) * channels;
    part.data.set(data.subarray(start, start + row), y * row);
  }
  return part;
}

/**
 * Draw a box of a raster at another size, antialiased.
 * @param {number[]} box left, top, right, bottom in pixels, perhaps between them
 */
export function resized(source, width, height, kernel, box = [0, 0, source.width, source.height]) {
  const [left, top, right, bottom] = box.map(Math.fround);
  const isBytes = source.data instanceof Uint8Array;
  const across = width !== source.width || left !== 0 || right !== width;
  const down = height !== source.height || top !== 0 || bottom !== height;
  const rows = down ? weights(source.height, top, bottom, height, kernel) : null;
  const first = rows ? rows.start[0] : 0;
  const last = rows ? rows.start[height - 1] + rows.count[height - 1] : source.height;
  let drawn = numbers(source, first, last);
  const passes = [
    across && ((given) => acrossRows(given, weights(source.width, left, right, width, kernel), width, isBytes)),
    down && ((given) => downColumns(given, { ...rows, start: rows.start.map((at) => at - first) }, height, isBytes)),
  ];
  // The pass that leaves less work comes first, as in Pillow 13: what is clipped between them shows.
  if (width >= source.width && height < source.height) passes.reverse();
  for (const pass of passes.filter(Boolean)) drawn = pass(drawn);
  return isBytes ? { ...drawn, data: new Uint8Array(drawn.data) } : drawn;
}

/** As `resized`, but whole pixels are averaged first, to `gap` times the result at most. */
export function shrunkTo(source, width, height, kernel, gap) {
  const [x, y] = [source.width / width, source.height / height].map((scale) => Math.max(1, Math.floor(scale / gap)));
  if (x === 1 && y === 1) return resized(source, width, height, kernel);
  return resized(reduced(source, x, y), width, height, kernel, [0, 0, source.width / x, source.height / y]);
}

/** Average blocks of whole pixels; those at the far edges may be smaller. */
export function reduced(source, x, y = x) {
  const { channels, data } = source;
  const small = raster(Math.ceil(source.width / x), Math.ceil(source.height / y), channels);
  let at = 0;
  for (let row = 0; row < small.height; row++) {
    const below = Math.min(source.height, (row + 1) * y);
    for (let column = 0; column < small.width; column++) {
      const beside = Math.min(source.width, (column + 1) * x);
      const count = (below - row * y) * (beside - column * x);
      const share = Math.trunc(Math.fround(2 ** 24 / count)); // a division that Pillow rounds down
      for (let channel = 0; channel < channels; channel++) {
        let sum = count >> 1;
        for (let v = row * y; v < below; v++) {
          for (let u = column * x; u < beside; u++) sum += data[(v * source.width + u) * channels + channel];
        }
        small.data[at++] = Math.floor((sum * share) / 2 ** 24);
      }
    }
  }
  return small;
}

/** Rows of a raster as a copy in floats, which all sums below run over. */
function numbers({ width, channels, data }, first, last) {
  const row = width * channels;
  return { width, height: last - first, channels, data: new Float32Array(data.subarray(first * row, last * row)) };
}

/** Which pixels make each pixel of the result, and with which weights. */
function weights(length, from, to, size, { reach, at }) {
  const scale = Math.fround(to - from) / size;
  const spread = Math.max(1, scale);
  const support = reach * spread;
  const most = Math.ceil(support) * 2 + 1;
  const [start, count] = [new Int32Array(size), new Int32Array(size)];
  const values = new Float64Array(size * most);
  for (let index = 0; index < size; index++) {
    const centre = from + (index + 0.5) * scale;
    const low = Math.max(0, Math.trunc(centre - support + 0.5));
    const high = Math.min(length, Math.trunc(centre + support + 0.5));
    let sum = 0;
    for (let i = low; i < high; i++) sum += values[index * most + i - low] = at((i - centre + 0.5) / spread);
    for (let i = 0; i < high - low && sum; i++) values[index * most + i] /= sum;
    [start[index], count[index]] = [low, high - low];
  }
  return { start, count, values, most };
}

/** Weights as Pillow rounds them for 8 bits. */
function factors(values, isBytes) {
  const one = 2 ** BITS;
  return isBytes ? values.map((v) => Math.trunc(v < 0 ? v * one - 0.5 : v * one + 0.5) / one) : values;
}

/** Put sums into a row of the result, of 8 bits each if they are to be bytes. */
function settle(sums, target, at, isBytes) {
  if (isBytes) for (let i = 0; i < sums.length; i++) sums[i] = Math.min(255, Math.max(0, Math.floor(sums[i] + 0.5)));
  target.set(sums, at);
}

function acrossRows(source, { start, count, values, most }, width, isBytes) {
  const { channels, data, height } = source;
  const drawn = raster(width, height, channels, Float32Array);
  const weight = factors(values, isBytes);
  const sums = new Float64Array(width * channels);
  for (let y = 0; y < height; y++) {
    const row = y * source.width * channels;
    for (let x = 0, at = 0; x < width; x++) {
      const [from, number, first] = [row + start[x] * channels, count[x], x * most];
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let i = 0, place = from + channel; i < number; i++, place += channels) sum += data[place] * weight[first + i];
        sums[at++] = sum;
      }
    }
    settle(sums, drawn.data, y * sums.length, isBytes);
  }
  return drawn;
}

function downColumns(source, { start, count, values, most }, height, isBytes) {
  const { channels, data, width } = source;
  const drawn = raster(width, height, channels, Float32Array);
  const weight = factors(values, isBytes);
  const row = width * channels;
  const sums = new Float64Array(row);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let i = 0; i < count[y]; i++) {
      const factor = weight[y * most + i];
      const from = (start[y] + i) * row;
      for (let x = 0; x < row; x++) sums[x] += data[from + x] * factor;
    }
    settle(sums, drawn.data, y * row, isBytes);
  }
  return drawn;
}

/**
 * Draw a raster turned, bilinearly; 0 outside of it.
 * @param {number[]} map six coefficients: x = a u + b v + c, y = d u + e v + f, of pixel centres
 */
export function turned(source, width, height, [a, b, c, d, e, f]) {
  const drawn = raster(width, height, source.channels, source.data.constructor);
  for (let v = 0, at = 0; v < height; v++) {
    for (let u = 0; u < width; u++, at += source.channels) {
      const x = a * (u + 0.5) + b * (v + 0.5) + c;
      const y = d * (u + 0.5) + e * (v + 0.5) + f;
      if (x >= 0 && x < source.width && y >= 0 && y < source.height) between(source, x - 0.5, y - 0.5, drawn.data, at);
    }
  }
  return drawn;
}

/** Read a raster between its pixels; whole numbers are cut off, as Pillow does. */
function between({ width, height, channels, data }, x, y, target, at) {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [dx, dy] = [x - left, y - top];
  const row = Math.max(0, top) * width;
  const below = top + 1 < height ? (top + 1) * width : row;
  const [near, far] = [Math.max(0, left) * channels, Math.min(width - 1, left + 1) * channels];
  for (let channel = 0; channel < channels; channel++) {
    const read = (line) => {
      const from = line * channels + channel;
      return data[from + near] + (data[from + far] - data[from + near]) * dx;
    };
    const upper = read(row);
    target[at + channel] = upper + (read(below) - upper) * dy;
  }
}
