/**
 * What draws: everything the page asks of whoever holds the network.
 *
 * The page knows this interface only. `HttpEngine` asks the service that serves the page; `BrowserEngine`
 * (`browser/engine.js`) runs the bundle's graphs in a worker. Both have the same methods:
 *
 *   about() → {bundles, formats, examples, fps, limits}
 *   photos() → [photo];  send(blob, name) → photo;  forget(photo);  forgetAll(photos)
 *   example(name) → Blob;  exampleAddress(name) → address
 *   still(photo, choice, degrees, signal) → Promise<Blob or ImageBitmap>    at the photo's own resolution
 *   calibrate(photo, choice) → [{expression, amount, peak, strength, outcome, words}]
 *   picture(photo) → Promise<address> of the photo itself, small
 *   calibrate = (photo, choice) => this.#json(`photos/${photo.id}/calibration?${this.#query(choice)}`);

  live(photo, choice, onPicture, onTrouble) → {want(key, degrees), close()}
 *   read(text, kind) → schedule;  csv(schedule) → text
 *   commands(order) → {commands, schedule_file, study}
 *   clip(order, onProgress, signal) → {files: [{name, bytes, address}], commands}
 *
 * `isAlone` tells whether photos stay in the browser. A photo is {id, name, width, height, faces}; a choice is {bundle, face}.
 */

import { Live } from "./live.js";
import { Refused } from "./refused.js";

const ROOT = "api/v1/";
const POLL = 200; // milliseconds between looks at a clip
const BUSY = 503;
const TRIES = 4; // that a busy service gets

export class HttpEngine {
  isAlone = false;
  #pictures = new Map();

  about = () => this.#json("about");
  photos = () => this.#json("photos");
  example = async (name) => (await this.#ask(`examples/${encodeURIComponent(name)}`)).blob();

  exampleAddress = (name) => `${ROOT}examples/${encodeURIComponent(name)}`;

  async forget(photo) {
    this.#pictures.get(photo.id)?.then(URL.revokeObjectURL, () => {});
    this.#pictures.delete(photo.id);
    await this.#ask(`photos/${photo.id}`, { method: "DELETE" });
  }

  async forgetAll(photos) {
    const clips = await this.#json("clips");
    await Promise.all(clips.map(({ id }) => this.#ask(`clips/${id}`, { method: "DELETE" })));
    await Promise.allSettled(photos.map((photo) => this.forget(photo))); // some may be forgotten already
  }

  send(blob, name) {
    const type = blob.type.startsWith("image/") ? blob.type : "application/octet-stream";
    return this.#json(`photos?${new URLSearchParams({ name })}`, {
      method: "POST",
      body: blob,
      headers: { "Content-Type": type },
    });
  }

  picture(photo) {
    if (!this.#pictures.has(photo.id)) {
      const coming = this.#ask(`photos/${photo.id}/picture`).then((answer) => answer.blob());
      this.#pictures.set(photo.id, coming.then((content) => URL.createObjectURL(content)));
    }
    return this.#pictures.get(photo.id);
  }

  async still(photo, choice, degrees, signal) {
    return (await this.#ask(this.#frame(photo, choice, degrees), { signal })).blob();
  }

  calibrate = (photo, choice) => this.#json(`photos/${photo.id}/calibration?${this.#query(choice)}`);

  live(photo, choice, onPicture, onTrouble) {
    const address = new URL(`${ROOT}photos/${photo.id}/live?${this.#query(choice)}`, document.baseURI);
    address.protocol = address.protocol.replace("http", "ws");
    return new Live(address, onPicture, onTrouble);
  }

  read(text, kind) {
    return this.#json(`schedules/read?kind=${kind}`, { method: "POST", body: text });
  }

  async csv(schedule) {
    return (await this.#ask("schedules/csv", this.#post(schedule))).text();
  }

  commands = (order) => this.#json("commands", this.#post(order));

  async clip(order, onProgress, signal) {
    let job = await this.#json("clips", this.#post(order));
    try {
      while (job.state === "waiting" || job.state === "drawing") {
        onProgress(job);
        await new Promise((done) => setTimeout(done, POLL));
        signal.throwIfAborted();
        job = await this.#json(`clips/${job.id}`);
      }
    } catch (trouble) {
      this.#ask(`clips/${job.id}`, { method: "DELETE" }).catch(() => {});
      throw trouble;
    }
    if (job.state !== "done") throw new Refused(job.error || "The clip was called off.");
    const files = job.files.map((file) => ({
      ...file,
      address: `${ROOT}clips/${job.id}/files/${encodeURIComponent(file.name)}`,
    }));
    return { ...job, files };
  }

  #query({ bundle, face }) {
    return new URLSearchParams({ ...(bundle && { bundle }), face });
  }

  #frame(photo, choice, degrees) {
    const query = this.#query(choice);
    const given = Object.entries(degrees).map(([name, degree]) => `${name}:${degree}`);
    query.set("degrees", given.join(","));
    return `photos/${photo.id}/frame?${query}`;
  }

  #post(body) {
    const headers = { "Content-Type": "application/json" };
    return { method: "POST", body: JSON.stringify(body), headers };
  }

  async #json(path, options) {
    return (await this.#ask(path, options)).json();
  }

  async #ask(path, options = {}, tries = TRIES) {
    let answer;
    try {
      answer = await fetch(ROOT + path, options);
    } catch (trouble) {
      if (trouble.name === "AbortError") throw trouble;
      throw new Refused("The studio does not answer. Is it still running?", 0);
    }
    if (answer.ok) return answer;
    if (answer.status === BUSY && tries > 1) {
      await new Promise((done) => setTimeout(done, 1000 * (Number(answer.headers.get("Retry-After")) || 1)));
      return this.#ask(path, options, tries - 1);
    }
    const words = await answer.json().then((body) => body.detail, () => answer.statusText);
    throw new Refused(words, answer.status);
  }
}
