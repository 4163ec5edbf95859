/** How strongly the person of a photo shows what the curves say: for all expressions, for each, or measured. */

import { $, make, say } from "./dom.js";

const LEAST = 0.5;
const DONE = "Calibrated: at degree 1, each expression moves this face as much as it moves other faces.";

export class Strengths {
  #project;
  #engine;
  #rows = new Map();
  #notes = new Map(); // what was found of each face that was measured

  constructor(project, engine) {
    [this.#project, this.#engine] = [project, engine];
    project.addEventListener("photo", () => this.#build());
    project.addEventListener("change", () => this.#show());
    $("#strength").addEventListener("input", ({ target }) => this.#set(target.valueAsNumber));
    $("#calibrate").addEventListener("click", () => this.#calibrate());
  }

  #build() {
    const names = this.#project.expressions;
    if (names.join() !== [...this.#rows.keys()].join()) {
      this.#rows = new Map(names.map((name, index) => [name, this.#row(name, index)]));
      $("#strengths").replaceChildren(...[...this.#rows.values()].map(({ item }) => item));
    }
    this.#show();
  }

  #row(name, index) {
    const slider = make("input", {
      type: "range", min: String(LEAST), max: "1", step: "0.01", id: `strength-${index}`,
      input: () => this.#set({ ...this.#project.strengths, [name]: slider.valueAsNumber }),
    });
    const output = make("output", { for: slider.id });
    const words = make("span", { class: "hidden" }, "Strength of ");
    const label = make("label", { for: slider.id }, make("i", { class: `dot hue-${index % 8}` }), make("span", {}, words, name));
    return { item: make("li", {}, label, slider, output), slider, output };
  }

  /** Strengths by hand take the place of what was measured. */
  #set(strength) {
    this.#notes.delete(this.#project.seat);
    this.#project.setStrength(strength);
  }

  async #calibrate() {
    const { photo, choice, seat } = this.#project;
    const button = $("#calibrate");
    button.disabled = true;
    button.textContent = "Measuring …";
    try {
      const found = await this.#engine.calibrate(photo, choice);
      const strengths = Object.fromEntries(found.map(({ expression, strength }) => [expression, strength]));
      const missed = found.filter(({ words }) => words).map(({ words }) => `${words[0].toUpperCase()}${words.slice(1)}.`);
      this.#notes.set(seat, [DONE, ...missed].join(" "));
      this.#project.setStrength(strengths, seat);
      say(missed.length ? "Calibrated, but not every expression reaches its amount." : "Calibrated.");
    } catch (trouble) {
      say(trouble.message, { isError: true });
    } finally {
      button.disabled = false;
      button.textContent = "Calibrate";
    }
  }

  #show() {
    const { strengths, seat } = this.#project;
    const values = Object.values(strengths);
    const isMixed = new Set(values).size > 1;
    const mean = values.reduce((sum, value) => sum + value, 0) / (values.length || 1);
    set($("#strength"), $("#strength-shown"), mean, isMixed ? "mixed" : mean.toFixed(2));
    for (const [name, { slider, output }] of this.#rows) set(slider, output, strengths[name], strengths[name].toFixed(2));
    $("#calibrated").textContent = this.#notes.get(seat) ?? "";
  }
}

function set(slider, output, value, words) {
  slider.value = value;
  slider.style.setProperty("--share", Math.max(0, (value - LEAST) / (1 - LEAST)));
  slider.setAttribute("aria-valuetext", words);
  output.textContent = words;
}
