/** Time: playing, looping, scrubbing. */

import { $ } from "./dom.js";

export class Player {
  #project;
  #view;
  #last = 0;
  #at = 0;

  constructor(project, view) {
    [this.#project, this.#view] = [project, view];
    project.isPlaying = false;
    project.isLooping = true;
    $("#play").addEventListener("click", () => this.toggle());
    $("#loop").addEventListener("click", () => this.toggleLoop());
    $("#scrub").addEventListener("input", (event) => {
      this.stop();
      project.go(event.target.valueAsNumber);
    });
    project.addEventListener("time", () => this.#show());
    project.addEventListener("change", () => this.#show());
  }

  toggle() {
    if (this.#project.isPlaying) this.stop();
    else this.#start();
  }

  toggleLoop() {
    this.#project.isLooping = !this.#project.isLooping;
    $("#loop").setAttribute("aria-pressed", String(this.#project.isLooping));
  }

  stop() {
    if (!this.#project.isPlaying) return;
    this.#project.isPlaying = false;
    this.#mark();
    this.#view.draw();
  }

  step(by) {
    this.stop();
    this.#project.go(this.#project.frame + by);
  }

  #start() {
    const project = this.#project;
    if (!project.photo) return;
    project.isPlaying = true;
    if (project.frame >= project.frames - 1) project.go(0);
    this.#at = project.frame / project.value.fps;
    this.#last = performance.now();
    this.#mark();
    requestAnimationFrame((now) => this.#tick(now));
  }

  /** Time goes on only as fast as pictures come, so that the first round shows every frame. */
  #tick(now) {
    const project = this.#project;
    if (!project.isPlaying) return;
    const passed = (now - this.#last) / 1000;
    this.#last = now;
    const step = 1 / project.value.fps;
    this.#at += this.#view.isReady ? passed : Math.min(passed, 0.1 * step);
    const frame = Math.floor(this.#at * project.value.fps + 1e-6);
    if (frame > project.frames - 1) this.#end();
    else project.go(this.#view.isReady ? frame : project.frame);
    requestAnimationFrame((next) => this.#tick(next));
  }

  #end() {
    if (!this.#project.isLooping) {
      this.stop();
      return;
    }
    this.#at = 0;
    this.#project.go(0);
  }

  #mark() {
    const isPlaying = this.#project.isPlaying;
    $("#play").textContent = isPlaying ? "❚❚" : "▶";
    $("#play").setAttribute("aria-label", isPlaying ? "Pause" : "Play");
  }

  #show() {
    const { frame, frames, value } = this.#project;
    const scrub = $("#scrub");
    scrub.max = frames - 1;
    scrub.value = frame;
    const seconds = `${(frame / value.fps).toFixed(2)} s`;
    scrub.setAttribute("aria-valuetext", `${seconds}, frame ${frame + 1} of ${frames}`);
    $("#clock").textContent = seconds;
  }
}
