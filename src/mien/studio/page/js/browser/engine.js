/** The engine without a server: the bundle's graphs run in a worker of this page; `../engine.js` says what an engine does. */

import { Refused } from "../refused.js";
import { Keeping } from "./keeping.js";
import { commands } from "./orders.js";
import { csvOf, scheduleFrom } from "./schedules.js";

export class BrowserEngine {
  isAlone = true;
  #worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
  #open = new Map();
  #number = 0;
  #addresses = new Map();
  #names = new Map();
  #bundles = [];
  #files = [];
  #keeping = null;
  #keys = new Map(); // of the photos, where they are kept

  constructor() {
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      for (const { reject } of this.#open.values()) reject(new Refused("This browser cannot run the studio. Try a newer one."));
      this.#open.clear();
    };
  }

  async about() {
    const about = await this.#ask("about");
    this.#bundles = about.bundles;
    return about;
  }

  /** The photos of the last visit, read again. */
  async photos() {
    this.#keeping = new Keeping((await this.about()).limits.photos_each);
    const found = [];
    for (const { key, blob, name } of await this.#keeping.all()) {
      const photo = await this.#read(blob, name).catch(() => null);
      if (!photo) continue;
      this.#keys.set(photo.id, key);
      found.push(photo);
    }
    return found;
  }

  example = (name) => this.#ask("example", { name });
  exampleAddress = (name) => `examples/${name}.jpg`;

  async send(blob, name) {
    const photo = await this.#read(blob, name);
    this.#keys.set(photo.id, await this.#keeping.add(blob, name));
    return photo;
  }

  async #read(blob, name) {
    const photo = await this.#ask("send", { blob, name });
    this.#addresses.set(photo.id, URL.createObjectURL(blob));
    this.#names.set(photo.id, photo.name);
    return photo;
  }

  async forget({ id }) {
    URL.revokeObjectURL(this.#addresses.get(id));
    await this.#keeping.drop(this.#keys.get(id));
    await this.#ask("forget", { id });
  }

  async forgetAll(photos) {
    await this.#keeping.clear();
    this.#files.forEach(URL.revokeObjectURL);
    this.#files = [];
    await Promise.all(photos.map((photo) => this.forget(photo)));
  }

  picture = async ({ id }) => this.#addresses.get(id);

  async still({ id }, choice, degrees, signal) {
    const picture = await this.#ask("frame", { id, choice, degrees, small: false });
    signal.throwIfAborted();
    return picture;
  }

  calibrate = ({ id }, choice) => this.#ask("calibrate", { id, choice });

  live({ id }, choice, onPicture, onTrouble) {
    const draw = (degrees) => this.#ask("frame", { id, choice, degrees, small: true });
    return new Latest(draw, onPicture, onTrouble);
  }

  read = async (text, kind) => scheduleFrom(text, kind);
  csv = async (schedule) => csvOf(schedule);

  async commands(order) {
    const names = order.photos.map(({ photo }) => this.#names.get(photo));
    const { folder } = this.#bundles.find(({ name }) => name === order.bundle);
    return { commands: commands(order, names, folder), schedule_file: `${order.title}.json`, study: "" };
  }

  async clip(order, onProgress, signal) {
    this.#files.forEach(URL.revokeObjectURL);
    const made = await this.#ask("clip", { order }, { onProgress, signal });
    const files = made.map(({ name, blob }) => ({ name, bytes: blob.size, address: URL.createObjectURL(blob) }));
    this.#files = files.map(({ address }) => address);
    return { files, commands: (await this.commands(order)).commands };
  }

  #ask(what, given = {}, { onProgress, signal } = {}) {
    const id = ++this.#number;
    signal?.addEventListener("abort", () => this.#worker.postMessage({ what: "cancel", given: { id } }));
    return new Promise((resolve, reject) => {
      const refuse = (trouble) => reject(signal?.aborted ? signal.reason : trouble);
      this.#open.set(id, { resolve, reject: refuse, onProgress });
      this.#worker.postMessage({ id, what, given });
    });
  }

  #receive({ id, value, trouble, progress }) {
    const asked = this.#open.get(id);
    if (!asked) return;
    if (progress) {
      asked.onProgress(progress);
      return;
    }
    this.#open.delete(id);
    if (trouble === undefined) asked.resolve(value);
    else asked.reject(new Refused(trouble));
  }
}

/** Wishes for pictures of which only the latest counts, as over the service's line. */
class Latest {
  #draw;
  #onPicture;
  #onTrouble;
  #drawing = null;
  #waiting = null;
  #isClosed = false;

  constructor(draw, onPicture, onTrouble) {
    [this.#draw, this.#onPicture, this.#onTrouble] = [draw, onPicture, onTrouble];
  }

  want(key, degrees) {
    this.#waiting = this.#drawing === key ? null : { key, degrees };
    this.#next();
  }

  close() {
    this.#isClosed = true;
  }

  async #next() {
    if (this.#drawing !== null || !this.#waiting || this.#isClosed) return;
    const { key, degrees } = this.#waiting;
    [this.#drawing, this.#waiting] = [key, null];
    try {
      const picture = await this.#draw(degrees);
      if (!this.#isClosed) this.#onPicture(key, picture);
    } catch (trouble) {
      if (!this.#isClosed) this.#onTrouble(trouble.message);
    }
    this.#drawing = null;
    this.#next();
  }
}
