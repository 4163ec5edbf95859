/** Keeping what was drawn: clips, schedules, command lines. */

import { $, make, save, say } from "./dom.js";
import { fromSchedule, schedule } from "./tracks.js";

const NAMES = {
  mp4: "MP4 video", webm: "WebM video", gif: "GIF", webp: "WebP, moving", png: "PNG, moving",
  jpg: "JPEG, one frame", npz: "NumPy arrays", frames: "PNG frames, as ZIP",
};
const MOVING_PICTURES = ["gif", "webp", "png", "jpg"];
const STUDIED = ["mp4", "webm", "gif", "webp"]; // what a study shows
const TITLE = "clip";

export class Exporter {
  #project;
  #engine;
  #abort = null;

  constructor(project, engine) {
    [this.#project, this.#engine] = [project, engine];
    $("#open-export").addEventListener("click", () => this.open());
    $("#order").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#make();
    });
    $("#order").addEventListener("change", () => this.#tell());
    $("#for-study").addEventListener("change", ({ target }) => this.#study(target.checked));
    $("#cancel").addEventListener("click", () => this.#abort?.abort());
    $("#copy").addEventListener("click", () => this.#copy());
    $("#save-json").addEventListener("click", () => this.#saveJson());
    $("#save-csv").addEventListener("click", () => this.#saveCsv());
    $("#load-schedule").addEventListener("click", () => $("#schedule-file").click());
    $("#schedule-file").addEventListener("change", (event) => this.#load(event.target));
  }

  build() {
    const options = this.#project.about.formats.map((name) => make("option", { value: name }, NAMES[name] ?? name));
    $("#format").replaceChildren(...options);
    $("#studied").hidden = !this.#project.about.formats.includes(STUDIED[0]);
  }

  open() {
    if (!this.#project.photo) return;
    $("#which").closest("label").hidden = this.#project.photos.length < 2;
    $("#result").hidden = true;
    $("#export").showModal();
    this.#tell();
  }

  /** The schedule, with the strength of this photo where it has one of its own. */
  get #schedule() {
    const plain = schedule(this.#project.value, this.#project.expressions);
    const strength = this.#project.strengthOf(this.#project.photo, plain.expressions);
    return { ...plain, ...(strength !== 1 && { strength }) };
  }

  /** What is ordered: of a JPEG only the frame where the time stands. */
  get #order() {
    const project = this.#project;
    const photos = $("#which").value === "all" ? project.photos : [project.photo];
    const whole = this.#schedule;
    const isStill = $("#format").value === "jpg";
    const drawn = isStill ? { ...whole, degrees: [whole.degrees[project.frame]] } : whole;
    return {
      photos: photos.map((photo) => ({
        photo: photo.id, face: project.faceOf(photo), strength: project.strengthOf(photo, whole.expressions),
      })),
      schedule: drawn,
      bundle: project.bundle,
      format: $("#format").value,
      title: TITLE,
      times: isStill ? 1 : $("#times").valueAsNumber || 1,
      loop: $("#repeat").checked,
      sheet: $("#sheet").checked,
      label: $("#label").checked,
      ...($("#for-study").checked && { study: $("#method").value }),
    };
  }

  /** A study takes moving clips, in a folder for each method. */
  #study(isWanted) {
    $("#method-line").hidden = !isWanted;
    $("#method").disabled = !isWanted;
    if (isWanted && !STUDIED.includes($("#format").value)) $("#format").value = STUDIED[0];
    this.#tell();
  }

  async #make() {
    this.#abort = new AbortController();
    $("#result").hidden = true;
    this.#setBusy(true);
    try {
      const done = await this.#engine.clip(this.#order, (job) => this.#progress(job), this.#abort.signal);
      this.#showResult(done);
    } catch (trouble) {
      const isOff = trouble.name === "AbortError";
      say(isOff ? "Called off." : trouble.message, { isError: !isOff });
    } finally {
      this.#setBusy(false);
    }
  }

  #setBusy(isBusy) {
    $("#progress").hidden = !isBusy;
    $("#order button").disabled = isBusy;
    $("#bar").value = 0;
    $("#count").textContent = "waiting";
    if (isBusy) $("#cancel").focus();
  }

  #progress({ drawn, total, state }) {
    $("#bar").value = drawn / total;
    $("#count").textContent = state === "waiting" ? "waiting" : `${drawn} of ${total} frames`;
  }

  #showResult({ files }) {
    const links = files.map((file, index) => make("a", {
      href: file.address, download: file.name, class: index ? "" : "button primary",
    }, index ? file.name : `Save ${file.name}`, make("small", {}, ` ${size(file.bytes)}`)));
    const shown = seen(files[0]);
    $("#result").replaceChildren(...(shown ? [shown] : []), ...links);
    $("#result").hidden = false;
    $("#result a").focus();
    say("The clip is ready.");
  }

  async #tell() {
    try {
      const { commands, study } = await this.#engine.commands(this.#order);
      $("#command").textContent = commands.join("\n");
      $("#study-command").textContent = study;
      $("#study").hidden = !study;
    } catch (trouble) {
      $("#command").textContent = trouble.message;
      $("#study").hidden = true;
    }
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText($("#command").textContent);
      say("Copied. Save the schedule as JSON beside the photo.");
    } catch {
      getSelection().selectAllChildren($("#command"));
      say("Press Ctrl+C to copy what is marked.");
    }
  }

  #saveJson() {
    save(`${TITLE}.json`, `${JSON.stringify(this.#order.schedule)}\n`, "application/json");
  }

  async #saveCsv() {
    try {
      save(`${TITLE}.csv`, await this.#engine.csv(this.#order.schedule), "text/csv");
    } catch (trouble) {
      say(trouble.message, { isError: true });
    }
  }

  async #load(input) {
    const [file] = input.files;
    input.value = "";
    if (!file) return;
    try {
      const text = await file.text();
      const kind = file.name.toLowerCase().endsWith(".csv") ? "csv" : "json";
      const document = await this.#engine.read(text, kind);
      const unknown = document.expressions.filter((name) => !this.#project.expressions.includes(name));
      if (unknown.length) throw new Error(`This bundle does not know ${unknown.join(", ")}.`);
      this.#project.change(fromSchedule(document, kind === "json" ? JSON.parse(text).tracks : null));
      this.#project.setStrength(document.strength ?? 1);
      say(`${file.name} is open.`);
    } catch (trouble) {
      say(trouble.message, { isError: true });
    }
  }
}

const size = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

/** The clip itself, where browsers show it. */
function seen({ name, address }) {
  const kind = name.split(".").at(-1);
  if (MOVING_PICTURES.includes(kind)) return make("img", { src: address, alt: "The clip" });
  if (!["mp4", "webm"].includes(kind)) return null;
  const video = make("video", { src: address, controls: true, loop: true, playsinline: true, "aria-label": "The clip" });
  video.muted = true;
  return video;
}
