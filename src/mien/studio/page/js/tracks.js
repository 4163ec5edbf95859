/**
 * Courses of expressions over time: what the timeline shows and exports are drawn from.
 *
 * A project is {fps, seconds, tracks}; a track is {easing, keys}, a key {t, v}: seconds and a degree
 * in [0, 1], in the order of time. Nothing here is changed in place.
 */

export const EASINGS = {
  linear: (share) => share,
  cosine: (share) => (1 - Math.cos(Math.PI * share)) / 2,
  "min-jerk": (share) => share ** 3 * (10 - 15 * share + 6 * share ** 2),
  "ease-in": (share) => share ** 2,
  "ease-out": (share) => share * (2 - share),
};

export const LONGEST = 120;

export const emptyProject = (fps = 25) => ({ fps, seconds: 2, tracks: {} });

export const clamp = (value, least = 0, most = 1) => Math.min(most, Math.max(least, value));

/** Frames of a project; the last one stands at its end. */
export const frames = (project) => Math.max(1, Math.round(project.seconds * project.fps) + 1);

/** A track's degree at a frame; a key is met exactly on the frame nearest to it. */
export function degreeAt(track, frame, fps) {
  const keys = track.keys;
  if (!keys.length) return 0;
  const at = (key) => Math.round(key.t * fps);
  if (frame <= at(keys[0])) return keys[0].v;
  const next = keys.findIndex((key) => at(key) > frame);
  if (next < 0) return keys.at(-1).v;
  const [from, to] = [keys[next - 1], keys[next]];
  const share = EASINGS[track.easing]((frame - at(from)) / (at(to) - at(from)));
  return (1 - share) * from.v + share * to.v;
}

/** A degree with four decimals. */
export const rounded = (degree) => Math.round(clamp(degree) * 1e4) / 1e4;

/** All degrees at a frame that are not 0, by expression. */
export function degreesAt(project, frame) {
  const degrees = {};
  for (const [name, track] of Object.entries(project.tracks)) {
    const degree = rounded(degreeAt(track, frame, project.fps));
    if (degree > 0) degrees[name] = degree;
  }
  return degrees;
}

/** The schedule that `mien animate` takes; `tracks` lets the studio open it again as it was. */
export function schedule(project, expressions) {
  const names = expressions.filter((name) => project.tracks[name]?.keys.length);
  const shown = names.length ? names : expressions.slice(0, 1);
  const degrees = Array.from({ length: frames(project) }, (_, frame) => {
    const at = degreesAt(project, frame);
    return shown.map((name) => at[name] ?? 0);
  });
  const tracks = Object.fromEntries(names.map((name) => [name, project.tracks[name]]));
  return { format: 1, fps: project.fps, expressions: shown, degrees, tracks };
}

/** A project from a schedule: its own tracks if they say the same, else points that do. */
export function fromSchedule(document, tracks) {
  const { fps, expressions, degrees } = document;
  const seconds = Math.max(1, degrees.length - 1) / fps;
  const own = { fps, seconds, tracks: isTracks(tracks) ? tracks : {} };
  const agrees = Object.keys(own.tracks).length > 0 && degrees.every((row, frame) => {
    const at = degreesAt(own, frame);
    return expressions.every((name, column) => Math.abs((at[name] ?? 0) - row[column]) < 2e-4);
  });
  if (agrees) return own;
  const fitted = expressions.map((name, column) => [
    name,
    { easing: "linear", keys: fit(degrees.map((row) => row[column]), fps) },
  ]);
  return { fps, seconds, tracks: Object.fromEntries(fitted.filter(([, t]) => t.keys.some((k) => k.v))) };
}

function isTracks(tracks) {
  return tracks && typeof tracks === "object" && Object.values(tracks).every((track) =>
    track?.easing in EASINGS && Array.isArray(track.keys) &&
    track.keys.every((key) => Number.isFinite(key?.t) && key.v >= 0 && key.v <= 1));
}

/** Few points whose straight lines come within `tolerance` of a curve (Douglas and Peucker 1973). */
export function fit(values, fps, tolerance = 0.004) {
  const kept = new Set([0, values.length - 1]);
  const open = [[0, values.length - 1]];
  while (open.length) {
    const [from, to] = open.pop();
    let [worst, where] = [tolerance, -1];
    for (let i = from + 1; i < to; i++) {
      const line = values[from] + ((values[to] - values[from]) * (i - from)) / (to - from);
      const away = Math.abs(values[i] - line);
      if (away > worst) [worst, where] = [away, i];
    }
    if (where < 0) continue;
    kept.add(where);
    open.push([from, where], [where, to]);
  }
  return [...kept].sort((a, b) => a - b).map((frame) => ({ t: frame / fps, v: values[frame] }));
}

/** Onset, apex and offset in seconds from `start`, to `peak`. */
export function course({ start, onset, apex, offset, peak }, easing = "cosine") {
  const times = [start, start + onset, start + onset + apex, start + onset + apex + offset];
  const keys = [0, peak, peak, 0].map((v, i) => ({ t: times[i], v }));
  const kept = keys.filter((key, i) => i === 0 || key.t > keys[i - 1].t || key.v !== keys[i - 1].v);
  const apart = kept.map((key, i) => (i && key.t <= kept[i - 1].t ? { ...key, t: kept[i - 1].t + 0.001 } : key));
  return { easing, keys: apart };
}

/** What onset, apex and offset a track has, as well as it can be said. */
export function courseOf(track, seconds) {
  const keys = track.keys;
  const peak = Math.max(0, ...keys.map((key) => key.v));
  const top = keys.filter((key) => key.v >= peak - 1e-9);
  if (!keys.length || !peak) return { start: 0, onset: 0, apex: seconds, offset: 0, peak: 0 };
  const [first, last] = [top[0].t, top.at(-1).t];
  return {
    start: keys[0].t,
    onset: first - keys[0].t,
    apex: last - first,
    offset: keys.at(-1).t - last,
    peak,
  };
}

/** Shapes to begin with, by name; each takes the length in seconds and the peak. */
export const PRESETS = {
  "Onset, apex, offset": (seconds, peak) =>
    course({ start: 0, onset: 0.3 * seconds, apex: 0.4 * seconds, offset: 0.3 * seconds, peak }),
  Rise: (seconds, peak) => ({ easing: "linear", keys: [{ t: 0, v: 0 }, { t: seconds, v: peak }] }),
  Fall: (seconds, peak) => ({ easing: "linear", keys: [{ t: 0, v: peak }, { t: seconds, v: 0 }] }),
  "Rise and fall": (seconds, peak) => ({
    easing: "cosine",
    keys: [0, 0.5, 1].map((share, i) => ({ t: share * seconds, v: i === 1 ? peak : 0 })),
  }),
  "Twice, quickly": (seconds, peak) => ({
    easing: "min-jerk",
    keys: [0, 0.25, 0.5, 0.75, 1].map((share, i) => ({ t: share * seconds, v: i % 2 ? peak : 0 })),
  }),
  Hold: (seconds, peak) => ({ easing: "linear", keys: [{ t: 0, v: peak }, { t: seconds, v: peak }] }),
};

/** One expression turns into another, as in the paper's Figure 5c. */
export function transfer(project, from, to, peak = 1) {
  const { seconds } = project;
  const falling = { easing: "cosine", keys: [{ t: 0, v: peak }, { t: seconds, v: 0 }] };
  const rising = { easing: "cosine", keys: [{ t: 0, v: 0 }, { t: seconds, v: peak }] };
  return { ...project, tracks: { ...project.tracks, [from]: falling, [to]: rising } };
}

/** A track with a key moved, in time between its neighbours by at least a frame. */
export function moveKey(track, index, to, { fps, seconds }) {
  const step = 1 / fps;
  const least = index ? track.keys[index - 1].t + step : 0;
  const most = index < track.keys.length - 1 ? track.keys[index + 1].t - step : seconds;
  const t = clamp(Math.round(to.t * fps) / fps, least, Math.max(least, most));
  const v = Math.round(clamp(to.v) * 100) / 100;
  return { ...track, keys: track.keys.map((key, i) => (i === index ? { t, v } : key)) };
}

/** A track with a key at a time; one that is on that frame already is replaced. */
export function addKey(track, key, fps) {
  const frame = Math.round(key.t * fps);
  const others = track.keys.filter((other) => Math.round(other.t * fps) !== frame);
  const keys = [...others, { t: frame / fps, v: clamp(key.v) }].sort((a, b) => a.t - b.t);
  return { ...track, keys };
}

export const removeKey = (track, index) => ({ ...track, keys: track.keys.filter((_, i) => i !== index) });

/** What a slider does: where the track stands on a plateau it lifts that, else it sets a key. */
export function setDegree(project, name, frame, value) {
  const { fps, seconds } = project;
  const track = project.tracks[name];
  if (!track?.keys.length) {
    return { easing: "cosine", keys: firstKeys(frame / fps, seconds, value, 1 / fps) };
  }
  const at = (key) => Math.round(key.t * fps);
  const next = track.keys.findIndex((key) => at(key) > frame);
  const [left, right] = [track.keys[next - 1], track.keys[next]];
  const isFlat = left && right && left.v === right.v;
  const isTop = isFlat && (left.v > 0 || at(left) === frame);
  if (!isTop) return addKey(track, { t: frame / fps, v: value }, fps);
  return { ...track, keys: track.keys.map((key) => (key === left || key === right ? { ...key, v: value } : key)) };
}

/** Up to a plateau that begins where the time stands, and down again. */
function firstKeys(t, seconds, value, step) {
  const up = clamp(t, 0, seconds);
  const down = clamp(seconds - Math.max(up, 0.3 * seconds), up, seconds);
  const moments = [[0, 0], [seconds, 0], [up, value], [down, value]];
  const keys = new Map(moments.map(([at, v]) => [Math.round(at / step), v]));
  return [...keys].sort((a, b) => a[0] - b[0]).map(([frame, v]) => ({ t: frame * step, v }));
}

/** A project of another length: its tracks are stretched. */
export function stretched(project, seconds) {
  const scale = seconds / project.seconds;
  const tracks = Object.entries(project.tracks).map(([name, track]) => [
    name,
    { ...track, keys: track.keys.map((key) => ({ ...key, t: key.t * scale })) },
  ]);
  return { ...project, seconds, tracks: Object.fromEntries(tracks) };
}
