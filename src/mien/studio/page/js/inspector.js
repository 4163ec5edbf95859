/** The chosen expression's course in numbers, and shapes to begin with. */

import { $, make } from "./dom.js";
import { EASINGS, PRESETS, addKey, course, courseOf, degreeAt, transfer } from "./tracks.js";

const FIELDS = ["start", "onset", "apex", "offset", "peak"];
const EMPTY = { easing: "cosine", keys: [] };

export class Inspector {
  #project;
  #form = $("#inspector");
  #inputs = {};
  #names = "";

  constructor(project) {
    this.#project = project;
    project.addEventListener("change", () => this.#show());
    this.#form.addEventListener("submit", (event) => event.preventDefault());
  }

  #show() {
    const { chosen, value, expressions } = this.#project;
    this.#form.hidden = !chosen || !expressions.includes(chosen);
    if (this.#form.hidden) return;
    if (this.#names !== `${chosen} of ${expressions}`) this.#build();
    const track = value.tracks[chosen] ?? EMPTY;
    const numbers = courseOf(track, value.seconds);
    for (const field of FIELDS) {
      const input = this.#inputs[field];
      if (document.activeElement !== input) input.value = Number(numbers[field].toFixed(2));
    }
    this.#inputs.easing.value = track.easing;
  }

  #build() {
    const { chosen, expressions } = this.#project;
    this.#names = `${chosen} of ${expressions}`;
    for (const field of FIELDS) {
      this.#inputs[field] = make("input", {
        type: "number", min: "0", max: field === "peak" ? "1" : "120", inputmode: "decimal",
        step: field === "peak" ? "0.05" : "0.1", change: () => this.#read(),
      });
    }
    this.#inputs.easing = select(Object.keys(EASINGS), (easing) => this.#set({ ...this.#track, easing }));
    const shapes = select(["Shape…", ...Object.keys(PRESETS)], (name) => this.#preset(name));
    const others = expressions.filter((name) => name !== chosen);
    const into = select(["Turn into…", ...others], (name) => this.#transfer(name));
    shapes.setAttribute("aria-label", "Shape of the course");
    into.setAttribute("aria-label", "Turn into another expression");
    const labelled = [...FIELDS, "easing"].map((field) => make("label", {}, `${field} `, this.#inputs[field]));
    const point = make("button", { type: "button", click: () => this.#addKey() }, "Add point");
    this.#form.replaceChildren(make("strong", {}, chosen), ...labelled, shapes, into, point);
  }

  get #track() {
    return this.#project.value.tracks[this.#project.chosen] ?? EMPTY;
  }

  #set(track) {
    const { value, chosen } = this.#project;
    this.#project.change({ ...value, tracks: { ...value.tracks, [chosen]: track } });
  }

  #read() {
    const given = FIELDS.map((field) => [field, Math.max(0, this.#inputs[field].valueAsNumber || 0)]);
    const numbers = Object.fromEntries(given);
    numbers.peak = Math.min(1, numbers.peak);
    const length = numbers.start + numbers.onset + numbers.apex + numbers.offset;
    const { value, chosen } = this.#project;
    const seconds = Math.max(value.seconds, length);
    const track = course(numbers, this.#track.easing);
    this.#project.change({ ...value, seconds, tracks: { ...value.tracks, [chosen]: track } });
  }

  #preset(name) {
    const shape = PRESETS[name];
    if (shape) this.#set(shape(this.#project.value.seconds, courseOf(this.#track, 1).peak || 1));
  }

  #transfer(name) {
    const { value, chosen, expressions } = this.#project;
    if (expressions.includes(name)) this.#project.change(transfer(value, chosen, name));
  }

  #addKey() {
    const { value, frame } = this.#project;
    const v = degreeAt(this.#track, frame, value.fps);
    this.#set(addKey(this.#track, { t: frame / value.fps, v }, value.fps));
  }
}

function select(names, onChange) {
  const element = make("select", { change: () => onChange(element.value) });
  element.append(...names.map((name) => make("option", { value: name }, name)));
  if (names[0].endsWith("…")) element.addEventListener("change", () => (element.selectedIndex = 0));
  return element;
}
