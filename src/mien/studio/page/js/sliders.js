/** One slider an expression: its degree where the time stands. */

import { $, make } from "./dom.js";
import { setDegree } from "./tracks.js";

export class Sliders {
  #project;
  #rows = new Map();

  constructor(project) {
    this.#project = project;
    project.addEventListener("photo", () => this.#build());
    project.addEventListener("change", () => this.#show());
    project.addEventListener("time", () => this.#show());
  }

  #build() {
    const names = this.#project.expressions;
    if (names.join() === [...this.#rows.keys()].join()) return;
    this.#rows = new Map(names.map((name, index) => [name, this.#row(name, index)]));
    $("#sliders").replaceChildren(...[...this.#rows.values()].map((row) => row.item));
    this.#show();
  }

  #row(name, index) {
    const slider = make("input", {
      type: "range", min: "0", max: "1", step: "0.01", id: `degree-${index}`,
      input: () => this.#move(name, slider.valueAsNumber),
      change: () => this.#project.settle(),
    });
    const output = make("output", { for: slider.id });
    const clear = make("button", {
      class: "icon clear", "aria-label": `Remove ${name}`, title: "Remove",
      click: () => this.#clear(name),
    }, "×");
    const label = make("label", { for: slider.id }, make("i", { class: `dot hue-${index % 8}` }), name);
    return { item: make("li", {}, label, slider, output, clear), slider, output, clear };
  }

  #move(name, value) {
    const project = this.#project;
    project.chosen = name;
    const track = setDegree(project.value, name, project.frame, value);
    project.preview({ ...project.value, tracks: { ...project.value.tracks, [name]: track } });
  }

  #clear(name) {
    const { [name]: _, ...tracks } = this.#project.value.tracks;
    this.#project.change({ ...this.#project.value, tracks });
  }

  #show() {
    const { degrees, value } = this.#project;
    for (const [name, { slider, output, clear }] of this.#rows) {
      const degree = degrees[name] ?? 0;
      if (Math.abs(slider.valueAsNumber - degree) > 0.004) slider.value = degree;
      slider.style.setProperty("--share", degree);
      output.textContent = degree.toFixed(2);
      clear.classList.toggle("is-idle", !value.tracks[name]);
      clear.disabled = !value.tracks[name];
    }
  }
}
