/** The worker: asked by messages, so that the page never waits for a network. */

import { Workshop } from "./workshop.js";

const workshop = new Workshop(new URL("../../", import.meta.url).href);
const calledOff = new Set();

onmessage = async ({ data: { id, what, given } }) => {
  if (what === "cancel") {
    calledOff.add(given.id);
    return;
  }
  const tell = async (drawn, total) => {
    postMessage({ id, progress: { state: "drawing", drawn, total } });
    await new Promise((go) => setTimeout(go)); // lets messages in
    if (calledOff.delete(id)) throw new Error("The clip was called off.");
  };
  try {
    const value = await workshop[what](given, tell);
    postMessage({ id, value }, value instanceof ImageBitmap ? [value] : []);
  } catch (trouble) {
    postMessage({ id, trouble: trouble.message });
  }
};
