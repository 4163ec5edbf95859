/** What a decoder's output does to a frame: displacement, shade, opacity, colour (`mien.runtime.change`). */

import { KERNELS, plane, resized } from "./raster.js";

const SHADE = 0.5;

/**
 * V(p) = (1 - m) (1 + s) I(p + u) + m C, on the frame's own pixels.
 *
 * A change is {size, flow: [x, y] | null, shade | null, opacity, colour}: planes of numbers, the
 * displacement as a fraction of the side, the colour three planes in [0, 1].
 * @param raw the decoder's outputs by name, {data, dims}
 * @param neutral the same at degree zero; null for a decoder that draws the frame itself
 */
export function changeOf(raw, neutral) {
  if (!neutral) {
    const { data, dims } = raw.frame;
    const size = dims[2];
    const colour = data.map((value) => (value + 1) / 2);
    return { size, flow: null, shade: null, opacity: new Float32Array(size * size).fill(1), colour };
  }
  const size = raw.opacity.dims[2];
  const less = (name) => raw[name].data.map((value, i) => value - neutral[name].data[i]);
  return {
    size,
    flow: axesOf(less("flow"), raw.flow.dims[2], size),
    shade: less("shade").map((value) => SHADE * Math.tanh(value)),
    opacity: less("opacity").map((value) => (value > 0 ? Math.tanh(value) : 0)),
    colour: raw.colour.data,
  };
}

/** The change times a window in [0, 1]. */
export function faded(change, window) {
  const times = (values) => values && values.map((value, i) => value * window[i]);
  return { ...change, flow: change.flow?.map(times) ?? null, shade: times(change.shade), opacity: times(change.opacity) };
}

/** Both axes of a flow, enlarged bilinearly, as the network was trained. */
function axesOf(flow, side, size) {
  return [0, 1].map((axis) => {
    const values = flow.subarray(axis * side * side, (axis + 1) * side * side);
    return side === size ? values : resized(plane(side, side, values), size, size, KERNELS.bilinear).data;
  });
}

function smoothstep(value) {
  const ramp = Math.min(1, Math.max(0, value));
  return ramp * ramp * (3 - 2 * ramp);
}

/** 1 inside a frame, falling smoothly to 0 at its border. */
export function squareWindow(size, edge = 0.1) {
  const along = Array.from({ length: size }, (_, i) => smoothstep(Math.min(i, size - 1 - i) / size / edge));
  return Float32Array.from({ length: size * size }, (_, i) => along[Math.floor(i / size)] * along[i % size]);
}

/** 1 on the face's oval, falling smoothly to 0 a quarter of a face outside of it. */
export function ovalWindow(size, { centre, face }) {
  const square = squareWindow(size, 0.05);
  return square.map((value, i) => {
    const x = ((i % size) + 0.5) / size - centre[0];
    const y = (Math.floor(i / size) + 0.5) / size - centre[1];
    return smoothstep((1.5 - Math.hypot(x / (0.375 * face), y / (0.5 * face))) / 0.4) * value;
  });
}
