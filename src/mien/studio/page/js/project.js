/** What the page is about: photos, the project's tracks, the time; changes are told as events. */

import { strengthOf } from "./strength.js";
import { clamp, degreesAt, emptyProject, frames, rounded } from "./tracks.js";

const KEPT = "mien-project";
const MOST_UNDONE = 200;

/**
 * Tells `change` (tracks, length, rate), `time` (the frame), `photo` (which photo, face or bundle)
 * and `photos` (the list).
 */
export class Project extends EventTarget {
  about = null;
  photos = [];
  photo = null;
  faces = new Map();
  #strengths = new Map();
  bundle = null;
  frame = 0;
  chosen = null;
  value = emptyProject();
  #past = [];
  #future = [];
  #before = null;

  get bundleView() {
    return this.about?.bundles.find((bundle) => bundle.name === this.bundle);
  }

  get expressions() {
    return this.bundleView?.expressions ?? [];
  }

  get frames() {
    return frames(this.value);
  }

  get degrees() {
    return degreesAt(this.value, this.frame);
  }

  /** What is drawn: the degrees where the time stands, times the strengths of this photo. */
  get drawn() {
    const { degrees, strengths } = this;
    return Object.fromEntries(Object.entries(degrees).map(([name, degree]) => [name, rounded(degree * strengths[name])]));
  }

  /** Names the face that moves, as a bundle sees it: strengths are its own. */
  get seat() {
    return this.#seatOf(this.photo);
  }

  /** How strongly the person of this photo shows each expression, above 0, up to 1. */
  get strengths() {
    return this.#strengthsOf(this.photo);
  }

  /** The strength of a photo as schedules and orders hold it: a number, or by expression where some of `names` differ. */
  strengthOf(photo, names) {
    const strengths = this.#strengthsOf(photo);
    const isOne = names.every((name) => strengths[name] === strengths[names[0]]);
    return isOne ? strengths[names[0]] : Object.fromEntries(names.map((name) => [name, strengths[name]]));
  }

  /** Set strengths: a number for all expressions, or by expression; the others have 1. */
  setStrength(strength, seat = this.seat) {
    this.#strengths.set(seat, strength);
    this.#tell("change");
  }

  #seatOf(photo) {
    return JSON.stringify([photo?.id, this.faceOf(photo), this.bundle]);
  }

  #strengthsOf(photo) {
    const strength = this.#strengths.get(this.#seatOf(photo)) ?? 1;
    return Object.fromEntries(this.expressions.map((name) => [name, strengthOf(strength, name)]));
  }

  get choice() {
    return { bundle: this.bundle, face: this.faceOf(this.photo) };
  }

  /** Which face of a photo moves; the whole picture where none was found. */
  faceOf(photo) {
    return this.faces.get(photo?.id) ?? (photo?.faces.length ? "largest" : "whole");
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /** Change the tracks for good, so that it can be undone as one step. */
  change(value) {
    this.preview(value);
    this.settle();
  }

  /** Change the tracks while a hand is still moving; `settle` ends the step. */
  preview(value) {
    this.#before ??= this.value;
    this.#set(value);
  }

  settle() {
    if (this.#before === null || this.#before === this.value) return;
    this.#past = [...this.#past, this.#before].slice(-MOST_UNDONE);
    this.#future = [];
    this.#before = null;
    this.#tell("change");
  }

  undo() {
    this.settle();
    if (!this.canUndo) return;
    this.#future = [this.value, ...this.#future];
    this.#set(this.#past.pop());
  }

  redo() {
    if (!this.canRedo) return;
    const [value, ...rest] = this.#future;
    this.#past = [...this.#past, this.value];
    this.#future = rest;
    this.#set(value);
  }

  go(frame) {
    const to = clamp(Math.round(frame), 0, this.frames - 1);
    if (to === this.frame) return;
    this.frame = to;
    this.#tell("time");
  }

  choose(expression) {
    this.chosen = expression;
    this.#tell("change");
  }

  show(photo) {
    this.photo = photo;
    this.#tell("photo");
    this.#tell("photos");
  }

  setFace(face) {
    this.faces.set(this.photo.id, face);
    this.#tell("photo");
  }

  /** Begin anew, and keep nothing of what was. */
  forget() {
    this.photos = [];
    this.#strengths.clear();
    [this.#past, this.#future, this.#before, this.chosen] = [[], [], null, null];
    this.#set(emptyProject(this.about.fps));
    try {
      localStorage.removeItem(KEPT);
    } catch {
      // a browser that keeps nothing
    }
    this.show(null);
  }

  setBundle(name) {
    this.bundle = name;
    const known = Object.entries(this.value.tracks).filter(([n]) => this.expressions.includes(n));
    this.#set({ ...this.value, tracks: Object.fromEntries(known) });
    this.#tell("photo");
  }

  add(photo) {
    this.photos = [...this.photos, photo].slice(-this.about.limits.photos_each);
    this.show(photo);
  }

  remove(photo) {
    this.photos = this.photos.filter((other) => other !== photo);
    this.show(photo === this.photo ? (this.photos.at(-1) ?? null) : this.photo);
  }

  /** What was being drawn when the page was left. */
  recall() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEPT));
      if (kept?.tracks && kept.seconds > 0 && kept.fps > 0) this.value = kept;
    } catch {
      // a browser that keeps nothing, or something else under that name
    }
    this.frame = Math.round(0.4 * (this.frames - 1));
  }

  #set(value) {
    this.value = value;
    this.frame = clamp(this.frame, 0, this.frames - 1);
    try {
      localStorage.setItem(KEPT, JSON.stringify(value));
    } catch {
      // the same
    }
    this.#tell("change");
  }

  #tell(what) {
    this.dispatchEvent(new Event(what));
  }
}
