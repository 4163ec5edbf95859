/** The picture: small while something moves, at the photo's own resolution when it is still. */

import { $, make, say } from "./dom.js";

const STILL = 350; // milliseconds without a change until the picture is drawn at full size
const KEPT = 150; // pictures that are remembered

export class View {
  #project;
  #engine;
  #canvas = $("#canvas");
  #live = null;
  #cache = new Map();
  #shown = "";
  #timer = 0;
  #refining = null;

  constructor(project, engine) {
    [this.#project, this.#engine] = [project, engine];
    project.addEventListener("photo", () => this.#open());
    project.addEventListener("change", () => this.draw());
    project.addEventListener("time", () => this.draw());
    $("#compare").addEventListener("click", () => this.compare());
    $("#actual").addEventListener("click", () => this.#toggleActual());
  }

  /** Whether the frame of the present time is there already. */
  get isReady() {
    return this.#shown === this.#key();
  }

  /** Show the present frame, as soon as it is there. */
  draw() {
    if (!this.#live) return;
    clearTimeout(this.#timer);
    this.#refining?.abort();
    const key = this.#key();
    const known = this.#cache.get(key);
    if (known) this.#paint(key, known);
    else this.#live.want(key, this.#project.drawn);
    if (!this.#project.isPlaying) this.#timer = setTimeout(() => this.#refine(key), STILL);
  }

  compare() {
    const before = $(".before");
    before.hidden = !before.hidden;
    $("#compare").setAttribute("aria-pressed", String(!before.hidden));
  }

  #key() {
    return JSON.stringify(this.#project.drawn);
  }

  #open() {
    this.#live?.close();
    this.#live = null;
    this.#cache.clear();
    this.#shown = "";
    const { photo, choice } = this.#project;
    document.body.classList.toggle("is-empty", !photo);
    if (!photo) return;
    this.#showOriginal(photo);
    $("#viewport").style.setProperty("--ratio", photo.width / photo.height);
    $("#viewport").style.setProperty("--width", `${photo.width / devicePixelRatio}px`);
    this.#live = this.#engine.live(
      photo,
      choice,
      (key, picture) => this.#receive(key, picture),
      (words) => say(words, { isError: true }),
    );
    this.#drawFaces(photo);
    this.draw();
  }

  async #showOriginal(photo) {
    const address = await this.#engine.picture(photo).catch(() => "");
    if (photo === this.#project.photo) $("#original").src = address;
  }

  #receive(key, picture) {
    this.#cache.set(key, picture);
    if (this.#cache.size > KEPT) this.#cache.delete(this.#cache.keys().next().value);
    if (key === this.#shown) return; // at full size already
    // While a hand moves, a picture that is a little late is better than none.
    if (key === this.#key() || !this.#cache.has(this.#key())) this.#paint(key, picture);
  }

  #paint(key, picture) {
    const canvas = this.#canvas;
    if (canvas.width !== picture.width || canvas.height !== picture.height) {
      [canvas.width, canvas.height] = [picture.width, picture.height];
    }
    canvas.getContext("2d").drawImage(picture, 0, 0);
    this.#shown = key;
    const degrees = Object.entries(JSON.parse(key)).map(([name, at]) => `${name} ${at.toFixed(2)}`);
    $("#caption").textContent = degrees.join(" · ") || "neutral";
    canvas.dataset.shown = key;
    canvas.dispatchEvent(new Event("painted"));
  }

  async #refine(key) {
    const { photo, choice, drawn } = this.#project;
    if (!photo || Math.max(photo.width, photo.height) <= 512) return;
    this.#refining = new AbortController();
    try {
      const content = await this.#engine.still(photo, choice, drawn, this.#refining.signal);
      const picture = await createImageBitmap(content);
      if (key === this.#key() && photo === this.#project.photo) this.#paint(key, picture);
    } catch {
      // the small picture stays
    }
  }

  #toggleActual() {
    const isActual = $("#viewport").classList.toggle("is-actual");
    $("#actual").setAttribute("aria-pressed", String(isActual));
    const view = $("#viewport");
    view.scrollTo((view.scrollWidth - view.clientWidth) / 2, (view.scrollHeight - view.clientHeight) / 3);
  }

  /** Boxes to choose among several faces. */
  #drawFaces(photo) {
    const { face } = this.#project.choice;
    const several = photo.faces.length > 1 ? photo.faces : [];
    const boxes = several.map(({ number, left, top, right, bottom }) => {
      const isChosen = face === "all" || Number(face === "largest" ? 1 : face) === number;
      const box = make("button", {
        "aria-label": `Face ${number}`,
        "aria-pressed": String(isChosen),
        click: () => this.#project.setFace(String(number)),
      }, String(number));
      const percent = (part, whole) => `${(100 * part) / whole}%`;
      box.style.left = percent(left, photo.width);
      box.style.top = percent(top, photo.height);
      box.style.width = percent(right - left, photo.width);
      box.style.height = percent(bottom - top, photo.height);
      return box;
    });
    $("#faces").replaceChildren(...boxes);
  }
}
