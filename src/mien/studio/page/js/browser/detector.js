/** Where the faces of a photo are: the YuNet detector at two scales (`mien.faces.detector`). */

import { axesOf, toPhoto } from "./geometry.js";
import { KERNELS, raster, rint, shrunkTo, turned } from "./raster.js";

const GRAPH = "faces/detector.onnx";
const [FINE, COARSE] = [1024, 256];
const MARGIN = 32;
const STRIDES = [8, 16, 32];
const SCORE = 0.8;
const CERTAIN = 0.92;
const OVERLAP = 0.3;
const INSIDE = 0.7;
const LEAST = 24;

/**
 * Find the faces of a photo, the largest first.
 * @returns {Promise<{box: number[], score: number, points5: number[][]}[]>} in photo pixels
 */
export async function findFaces(graphs, picture) {
  const longest = Math.max(picture.width, picture.height);
  const found = await detections(graphs, picture, Math.min(1, COARSE / longest), MARGIN);
  if (longest > COARSE) found.push(...await detections(graphs, picture, Math.min(1, FINE / longest), 0));
  if (!found.some((row) => row.score >= CERTAIN)) {
    for (let turn = 45; turn < 360; turn += 45) found.push(...await aslant(graphs, picture, turn));
  }
  const faces = distinct(found).filter(({ box }) => areaOf(box) >= LEAST ** 2);
  return faces.sort((one, other) => areaOf(other.box) - areaOf(one.box));
}

/** The same face in a picture that is `scale` times as large. */
export function scaledFace({ box, score, points5 }, scale) {
  const place = (at) => (at + 0.5) * scale - 0.5;
  return { box: box.map(place), score, points5: points5.map((point) => point.map(place)) };
}

export const areaOf = ([left, top, right, bottom]) => (right - left) * (bottom - top);

async function detections(graphs, picture, scale, margin) {
  const small = smaller(picture, scale);
  const [across, down] = [picture.width / small.width, picture.height / small.height];
  const place = ([x, y]) => [(x - margin) * across - 0.5, (y - margin) * down - 0.5];
  return (await decoded(graphs, canvasOf(small, margin))).map(({ box, score, points5 }) => ({
    box: [...place(box.slice(0, 2)), ...place(box.slice(2))],
    score,
    points5: points5.map(place),
  }));
}

/** The same in the coarse photo, in a square that is turned clockwise by so many degrees. */
async function aslant(graphs, picture, turn) {
  const { width, height } = picture;
  const scale = Math.min(1, COARSE / Math.max(height, width));
  const size = Math.ceil(Math.floor(Math.hypot(height, width) * scale + 2) / 32) * 32;
  const frame = { centre: [width / 2, height / 2], side: size / scale, roll: turn };
  const small = smaller(picture, scale);
  const [cos, sin] = axesOf(frame);
  const start = [small.width / 2 - ((cos - sin) * size) / 2, small.height / 2 - ((sin + cos) * size) / 2];
  const tilted = turned(small, size, size, [cos, -sin, start[0], sin, cos, start[1]]);
  const onPhoto = ([x, y]) => toPhoto(frame, [x - 0.5, y - 0.5], size);
  return (await decoded(graphs, canvasOf(tilted, 0))).map(({ box, score, points5 }) => {
    const half = Math.max(box[2] - box[0], box[3] - box[1]) / scale / 2;
    const [one, other] = [onPhoto(box.slice(0, 2)), onPhoto(box.slice(2))];
    const [x, y] = [(one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
    return { box: [x - half, y - half, x + half, y + half], score, points5: points5.map(onPhoto) };
  });
}

function smaller(picture, scale) {
  const [width, height] = [picture.width, picture.height].map((side) => Math.max(1, rint(side * scale)));
  return shrunkTo(picture, width, height, KERNELS.bilinear, 2);
}

/** What the network takes: planes, blue first, in [0, 255], sides of 32 n. */
function canvasOf(small, margin) {
  const [width, height] = [small.width, small.height].map((side) => Math.ceil((side + 2 * margin) / 32) * 32);
  const canvas = raster(width, height, 3, Float32Array);
  for (let channel = 0; channel < 3; channel++) {
    for (let y = 0; y < small.height; y++) {
      const row = (channel * height + y + margin) * width + margin;
      for (let x = 0; x < small.width; x++) {
        canvas.data[row + x] = small.data[(y * small.width + x) * small.channels + 2 - channel];
      }
    }
  }
  return canvas;
}

/** Run the network: every cell of three grids gives a box, five points and a score. */
async function decoded(graphs, { width, height, data }) {
  const emitted = await graphs.run(GRAPH, { input: { data, dims: [1, 3, height, width] } });
  return STRIDES.flatMap((stride) => {
    const [label, presence, boxes, points] = ["cls", "obj", "bbox", "kps"].map((kind) => emitted[`${kind}_${stride}`].data);
    const columns = width / stride;
    const rows = [];
    for (let cell = 0; cell < label.length; cell++) {
      const score = Math.sqrt(bounded(label[cell]) * bounded(presence[cell]));
      if (score >= SCORE) rows.push(faceAt({ cell, columns, stride, boxes, points, score }));
    }
    return rows;
  });
}

const bounded = (value) => Math.min(1, Math.max(0, value));

function faceAt({ cell, columns, stride, boxes, points, score }) {
  const corner = [cell % columns, Math.floor(cell / columns)];
  const centre = corner.map((at, axis) => (at + boxes[4 * cell + axis]) * stride);
  const half = [2, 3].map((at) => (Math.exp(boxes[4 * cell + at]) * stride) / 2);
  const points5 = [0, 1, 2, 3, 4].map((point) => corner.map((at, axis) => (points[10 * cell + 2 * point + axis] + at) * stride));
  return { box: [centre[0] - half[0], centre[1] - half[1], centre[0] + half[0], centre[1] + half[1]], score, points5 };
}

/** Drop what shows a face that something of higher score shows as well. */
function distinct(rows) {
  const kept = [];
  for (const row of [...rows].sort((one, other) => other.score - one.score)) {
    if (!kept.some((other) => isSame(row.box, other.box))) kept.push(row);
  }
  return kept;
}

function isSame(one, other) {
  const across = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const down = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  const common = Math.max(0, across) * Math.max(0, down);
  const areas = [areaOf(one), areaOf(other)];
  return common > OVERLAP * (areas[0] + areas[1] - common) || common > INSIDE * Math.min(...areas);
}
