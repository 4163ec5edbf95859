/** Schedules in and out, in the forms that `mien animate` takes (`mien.schedules.keyframes`). */

import { strengthOf } from "../strength.js";
import { EASINGS, degreeAt } from "../tracks.js";
import { rint } from "./raster.js";

const FORMAT = 1;
const FPS = 25;
const LONGEST = 3000; // frames

/** A schedule, degrees frame by frame, from the content of a file; before they are multiplied by its strength. */
export function scheduleFrom(text, kind) {
  const schedule = { strength: 1, ...(kind === "csv" ? fromCsv(text) : fromJson(text)) };
  check(schedule);
  return schedule;
}

/** A schedule as CSV, a line for each frame. */
export function csvOf({ fps, expressions, degrees, strength = 1 }) {
  const lines = degrees.map((row, frame) => [frame / fps, ...row.map((degree, at) => degree * strengthOf(strength, expressions[at]))].join(","));
  return `${[["time", ...expressions].join(","), ...lines].join("\n")}\n`;
}

function fromJson(text) {
  let document;
  try {
    document = JSON.parse(text);
  } catch (trouble) {
    throw new Error(`not JSON: ${trouble.message}.`);
  }
  if (document === null || typeof document !== "object") throw new Error("not a schedule: it must be a JSON object.");
  if (!((document.format ?? FORMAT) <= FORMAT)) throw new Error(`the schedule has format ${document.format}; this page reads up to ${FORMAT}.`);
  if (!("keyframes" in document)) {
    const { fps, expressions, degrees, strength = 1 } = document;
    return { format: FORMAT, fps, expressions, degrees, strength };
  }
  const points = Array.isArray(document.keyframes) ? document.keyframes : [];
  if (!points.every((point) => Number.isFinite(point?.time) && point.degrees && typeof point.degrees === "object")) {
    throw new Error('a keyframe must look like {"time": 0.5, "degrees": {"happy": 1}}, the time in seconds.');
  }
  return { ...keyframes(points, document.fps ?? FPS, document.easing ?? "linear"), strength: document.strength ?? 1 };
}

function fromCsv(text) {
  const rows = text.replace(/^\ufeff/, "").split(/\r?\n/).filter((line) => line.trim());
  const [header, ...lines] = rows.map((line) => line.split(",").map((cell) => cell.trim()));
  if (header?.[0] !== "time" || header.length < 2) throw new Error("the first line must be a header such as `time,happy,sad`, with commas.");
  const points = lines.map(([time, ...cells]) => ({
    time: Number(time),
    degrees: Object.fromEntries(cells.map((cell, i) => [header[i + 1], Number(cell)])),
  }));
  return keyframes(points, FPS, "linear");
}

/** Degrees between given moments; each is drawn on the nearest frame, exactly as given. */
function keyframes(points, fps, easing) {
  const expressions = [...new Set(points.flatMap(({ degrees }) => Object.keys(degrees)))];
  const moments = points.map(({ time }) => rint(time * fps));
  if (!expressions.length || !(easing in EASINGS)) throw new Error("the keyframes need a time and an expression's degree, and an easing that there is.");
  if (moments.some((at, i) => !(at >= 0) || at <= (moments[i - 1] ?? -1))) {
    throw new Error("keyframes are out of order, or two of them fall on one frame.");
  }
  if (!(moments.at(-1) < LONGEST)) throw new Error(`a schedule holds at most ${LONGEST} frames here.`);
  const columns = expressions.map((name) => ({
    easing,
    keys: points.map(({ degrees }, i) => ({ t: moments[i] / fps, v: degrees[name] ?? 0 })),
  }));
  const degrees = Array.from({ length: moments.at(-1) + 1 }, (_, frame) => columns.map((track) => degreeAt(track, frame, fps)));
  return { format: FORMAT, fps, expressions, degrees };
}

function checkStrength(strength, expressions) {
  const given = strength !== null && typeof strength === "object" ? Object.entries(strength) : [[expressions[0], strength]];
  for (const [name, value] of given) {
    if (!expressions.includes(name)) throw new Error(`the strength names ${name}, which is not there: there are ${expressions.join(", ")}.`);
    if (!(typeof value === "number" && value > 0 && value <= 1)) throw new Error(`the strength is ${value}: it must lie above 0, up to 1.`);
  }
}

function check({ fps, expressions, degrees, strength }) {
  const isTable = Array.isArray(expressions) && expressions.length > 0 && Array.isArray(degrees) && degrees.length > 0;
  if (!isTable || !(fps >= 0.1 && fps <= 240)) throw new Error("not a schedule: it needs format, fps, expressions and degrees.");
  checkStrength(strength, expressions);
  if (degrees.length > LONGEST) throw new Error(`a schedule holds at most ${LONGEST} frames here.`);
  for (const row of degrees) {
    if (row?.length !== expressions.length || !row.every((degree) => degree >= 0 && degree <= 1)) {
      throw new Error(`each frame needs a degree in [0, 1] for each of ${expressions.join(", ")}.`);
    }
  }
}
