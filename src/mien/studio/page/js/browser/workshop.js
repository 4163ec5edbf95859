/** What the worker holds: photos, their faces as each bundle sees them, and everything that is drawn. */

import { FORMATS, clipsOf } from "./clips.js";
import { areaOf, findFaces, scaledFace } from "./detector.js";
import { calibrations } from "./displacement.js";
import { frameOf } from "./framing.js";
import { wholeFrame } from "./geometry.js";
import { noiseFrom } from "./grain.js";
import { Graphs } from "./graphs.js";
import { landmarks478 } from "./landmarks.js";
import { plainName } from "./orders.js";
import { imageData, readPhoto, sha256 } from "./photo.js";
import { rint } from "./raster.js";
import { sit } from "./sitting.js";

const PREVIEW = 512; // longest side of the pictures that follow a slider
const SEEN = 300; // pixels a side of a face's box when it is measured
const SEATS = 2; // choices of a bundle and a face that stay encoded for one photo

export class Workshop {
  #graphs;
  #about = null;
  #noise = null;
  #photos = new Map();
  #turn = Promise.resolve();
  #count = 0;

  /** @param {string} root address of the folder that everything lies in */
  constructor(root) {
    this.#graphs = new Graphs(root);
  }

  /** What there is: the content of `about.json`, and the formats of clips. */
  async about() {
    this.#about ??= this.#graphs.fetch("about.json").then((answer) => answer.json());
    return { ...await this.#about, formats: FORMATS };
  }

  example = async ({ name }) => (await this.#graphs.fetch(`examples/${name}.jpg`)).blob();

  async send({ blob, name }) {
    const shown = plainName(name);
    const { limits } = await this.about();
    const picture = await readPhoto(blob, shown, limits.pixels);
    const found = await this.#alone(() => findFaces(this.#graphs, picture));
    const faces = found.map(({ box: [left, top, right, bottom] }, index) => ({ number: index + 1, left, top, right, bottom }));
    const view = { id: String(++this.#count), name: shown, width: picture.width, height: picture.height, faces, sha256: await sha256(blob) };
    this.#photos.set(view.id, { view, picture, found, seats: new Map() });
    return view;
  }

  forget = ({ id }) => this.#photos.delete(id);

  /** One frame as the browser draws it; `small` for previews. */
  async frame({ id, choice, degrees, small }) {
    return this.#alone(async () => {
      const seat = await this.#seat(id, choice);
      const names = (await this.#bundle(choice.bundle)).expressions;
      const drawn = await (small ? seat.small : seat.whole).draw(names.map((name) => Math.fround(degrees[name] ?? 0)));
      return createImageBitmap(imageData(drawn));
    });
  }

  /** How far each expression moves a face, and what strength makes that the same for all faces. */
  async calibrate({ id, choice }) {
    const { view, found } = this.#photo(id);
    const [face, ...others] = chosen(found, choice.face === "whole" ? "largest" : choice.face);
    if (others.length) throw new Error("Several faces move: choose one of them, whose strengths can be measured.");
    const { whole } = await this.#alone(() => this.#seat(id, choice));
    const [{ amounts }, { expressions }] = [await this.about(), await this.#bundle(choice.bundle)];
    const longest = Math.max(view.width, view.height);
    const seen = Math.max(1, rint(Math.min(1, SEEN / Math.sqrt(areaOf(face.box))) * longest));
    const [small, there] = [whole.shrunk(seen), scaledFace(face, seen / longest)];
    const look = (row) => this.#alone(async () => landmarks478(this.#graphs, await small.draw(row), there));
    return calibrations(expressions, amounts, look);
  }

  /** What was ordered, as files; other frames may be drawn between those of a clip. */
  async clip({ order }, tell) {
    const { label, version } = await this.about();
    const about = { label, version, bundle: await this.#bundle(order.bundle) };
    const sitters = order.photos.map(({ photo, face }) => ({
      ...this.#photo(photo).view,
      draw: (row) => this.#alone(async () => (await this.#seat(photo, { bundle: order.bundle, face })).whole.draw(row)),
    }));
    return clipsOf(order, sitters, about, tell);
  }

  /** Do one piece of work at a time: a graph runs once at a time, and faces share a canvas. */
  #alone(work) {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => {});
    return done;
  }

  async #bundle(name) {
    return (await this.about()).bundles.find((bundle) => bundle.name === name);
  }

  #photo(id) {
    const photo = this.#photos.get(id);
    if (!photo) throw new Error("That photo is not here any more. Choose it again.");
    return photo;
  }

  async #seat(id, { bundle, face }) {
    const { seats, ...photo } = this.#photo(id);
    const key = JSON.stringify([bundle, face]);
    const seat = seats.get(key) ?? await this.#seated(photo, bundle, face);
    seats.delete(key);
    seats.set(key, seat);
    if (seats.size > SEATS) seats.delete(seats.keys().next().value);
    return seat;
  }

  async #seated({ picture, found }, bundle, face) {
    const { card } = await this.#bundle(bundle);
    this.#noise ??= noiseFrom(await (await this.#graphs.fetch("grain.bin")).arrayBuffer());
    const network = { card, run: (name, inputs) => this.#graphs.run(`bundles/${bundle}/${name}.onnx`, inputs) };
    const frames = [];
    if (face === "whole") frames.push(wholeFrame(picture.height, picture.width));
    for (const one of chosen(found, face)) frames.push(frameOf(await landmarks478(this.#graphs, picture, one), card.frame));
    const whole = sit(network, picture, frames, { isFading: face !== "whole", noise: this.#noise });
    return { whole, small: whole.shrunk(PREVIEW) };
  }
}

function chosen(found, face) {
  if (face === "whole") return [];
  if (face === "all") return found;
  const one = found[face === "largest" ? 0 : Number(face) - 1];
  if (!one) throw new Error("That face is not in this photo. Choose another.");
  return [one];
}
