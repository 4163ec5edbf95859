/** The curve editor: one lane an expression, with points to drag. */

import { $, make } from "./dom.js";
import { addKey, clamp, degreeAt, degreesAt, frames, moveKey, removeKey } from "./tracks.js";

const HEIGHT = 52;
const EDGE = 7; // room for a point above degree 1 and below 0
const NEAR = 12; // pixels from a line that still take hold of it

export class Timeline {
  #project;
  #lanes = $("#lanes");
  #width = 0;
  #drag = null;

  constructor(project) {
    this.#project = project;
    for (const what of ["photo", "change"]) project.addEventListener(what, () => this.draw());
    project.addEventListener("time", () => this.#mark());
    new ResizeObserver(([{ contentRect }]) => {
      this.#width = contentRect.width;
      this.draw();
    }).observe($("#scrub"));
  }

  draw() {
    const { expressions, value, chosen } = this.#project;
    const held = this.#held();
    const shown = expressions.filter((name) => value.tracks[name] || name === chosen);
    const lanes = shown.map((name) => this.#lane(name, expressions.indexOf(name)));
    const hint = make("p", { class: "quiet hint" }, "Move a slider, and its course over time appears here.");
    this.#lanes.replaceChildren(...(lanes.length ? lanes : [hint]));
    this.#mark();
    if (held) this.#lanes.querySelector(`[data-key="${CSS.escape(held)}"]`)?.focus();
  }

  /** Which point has the focus: drawing anew must not lose it. */
  #held() {
    return this.#lanes.contains(document.activeElement) ? document.activeElement.dataset.key : null;
  }

  #x = (t) => (t / Math.max(this.#project.value.seconds, 1e-6)) * this.#inner + 10;
  #y = (v) => EDGE + (1 - v) * (HEIGHT - 2 * EDGE);

  get #inner() {
    return Math.max(1, this.#width - 20);
  }

  #lane(name, index) {
    const track = this.#project.value.tracks[name] ?? { easing: "cosine", keys: [] };
    const isChosen = name === this.#project.chosen;
    const svg = make("svg:svg", {
      class: `hue-${index % 8}`, height: HEIGHT, width: Math.max(1, this.#width), role: "group",
      "aria-label": `Course of ${name}`, tabindex: "0", "data-key": name,
      pointerdown: (event) => this.#grab(event, name),
      pointermove: (event) => this.#pull(event),
      pointerup: () => this.#release(),
      pointercancel: () => this.#release(),
      dblclick: (event) => this.#add(name, this.#place(event)),
      keydown: (event) => this.#press(event, name),
      focus: () => isChosen || this.#project.choose(name),
    });
    const line = this.#line(track);
    svg.append(
      make("svg:path", { class: "area", d: `${line}V${this.#y(0)}H${this.#x(0)}Z` }),
      make("svg:path", { class: "line", d: line }),
      make("svg:line", { class: "now", y1: 0, y2: HEIGHT }),
      ...track.keys.map((key, i) => this.#point(name, key, i)),
    );
    const title = make("button", { class: "name", click: () => this.#project.choose(name) },
      make("i", { class: `dot hue-${index % 8}` }), name);
    return make("div", { class: `lane${isChosen ? " is-chosen" : ""}` }, title, svg);
  }

  #line(track) {
    const { value } = this.#project;
    const count = frames(value);
    const stride = Math.max(1, Math.floor(count / this.#inner));
    const at = new Set([count - 1, ...track.keys.map((key) => Math.round(key.t * value.fps))]);
    for (let frame = 0; frame < count; frame += stride) at.add(frame);
    const points = [...at].filter((frame) => frame < count).sort((a, b) => a - b);
    return `M${points.map((frame) => {
      const y = this.#y(degreeAt(track, frame, value.fps));
      return `${this.#x(frame / value.fps).toFixed(1)},${y.toFixed(1)}`;
    }).join("L")}`;
  }

  #point(name, key, index) {
    const words = `${key.t.toFixed(2)} s, degree ${key.v.toFixed(2)}`;
    return make("svg:circle", {
      cx: this.#x(key.t), cy: this.#y(key.v), r: 6, tabindex: "0", role: "slider",
      "aria-label": `${name}, point ${index + 1}`, "aria-valuemin": "0", "aria-valuemax": "1",
      "aria-valuenow": key.v, "aria-valuetext": words, "data-key": `${name}-${index}`,
      "data-index": index,
    });
  }

  #place(event) {
    const box = event.currentTarget.getBoundingClientRect();
    const { seconds } = this.#project.value;
    return {
      t: clamp((event.clientX - box.left - 10) / this.#inner) * seconds,
      v: clamp(1 - (event.clientY - box.top - EDGE) / (HEIGHT - 2 * EDGE)),
    };
  }

  #grab(event, name) {
    const track = this.#project.value.tracks[name];
    const index = event.target.dataset.index;
    const place = this.#place(event);
    event.currentTarget.setPointerCapture(event.pointerId);
    event.target.focus({ preventScroll: true });
    this.#project.chosen = name;
    if (index !== undefined) this.#drag = { name, from: track, indices: [Number(index)], place };
    else if (track && this.#isOnPlateau(track, place)) this.#drag = { name, from: track, indices: this.#plateau(track, place), place };
    else {
      this.#drag = { name };
      this.#project.go(place.t * this.#project.value.fps);
    }
  }

  #pull(event) {
    if (!this.#drag || !event.buttons) return;
    const place = this.#place(event);
    const { name, from, indices } = this.#drag;
    if (!from) {
      this.#project.go(place.t * this.#project.value.fps);
      return;
    }
    const by = { t: place.t - this.#drag.place.t, v: place.v - this.#drag.place.v };
    // To the right, the right point makes room first.
    const order = by.t > 0 ? [...indices].reverse() : indices;
    const moved = order.reduce((track, i) => {
      const key = from.keys[i];
      return moveKey(track, i, { t: key.t + by.t, v: key.v + by.v }, this.#project.value);
    }, from);
    this.#set(name, moved, "preview");
    if (indices.length === 1) this.#project.go(moved.keys[indices[0]].t * this.#project.value.fps);
  }

  #release() {
    this.#drag = null;
    this.#project.settle();
    this.draw();
  }

  #plateau(track, { t }) {
    const next = track.keys.findIndex((key) => key.t > t);
    return next > 0 && track.keys[next - 1].v === track.keys[next].v ? [next - 1, next] : [];
  }

  #isOnPlateau(track, place) {
    const indices = this.#plateau(track, place);
    return indices.length > 0 && Math.abs(this.#y(track.keys[indices[0]].v) - this.#y(place.v)) < NEAR;
  }

  #add(name, place) {
    const { value } = this.#project;
    const track = value.tracks[name] ?? { easing: "cosine", keys: [] };
    this.#set(name, addKey(track, place, value.fps), "change");
  }

  #press(event, name) {
    const index = event.target.dataset.index;
    const { value, frame } = this.#project;
    const track = value.tracks[name];
    if (event.key === "Enter" && index === undefined) {
      this.#add(name, { t: frame / value.fps, v: degreesAt(value, frame)[name] ?? 0 });
    } else if (index !== undefined && ["Delete", "Backspace"].includes(event.key)) {
      this.#set(name, removeKey(track, Number(index)), "change");
    } else if (index !== undefined && event.key.startsWith("Arrow")) {
      this.#nudge(name, Number(index), event);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #nudge(name, index, event) {
    const { value } = this.#project;
    const times = event.shiftKey ? 5 : 1;
    const by = {
      ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
    }[event.key];
    const key = value.tracks[name].keys[index];
    const to = { t: key.t + (times * by[0]) / value.fps, v: key.v + 0.02 * times * by[1] };
    const moved = moveKey(value.tracks[name], index, to, value);
    this.#set(name, moved, "change");
    this.#project.go(moved.keys[index].t * value.fps);
  }

  /** @param {"preview"|"change"} how */
  #set(name, track, how) {
    const { value } = this.#project;
    const { [name]: _, ...others } = value.tracks;
    const tracks = track.keys.length ? { ...value.tracks, [name]: track } : others;
    this.#project[how]({ ...value, tracks });
  }

  #mark() {
    const x = this.#x(this.#project.frame / this.#project.value.fps);
    for (const line of this.#lanes.querySelectorAll(".now")) {
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    }
  }
}
