/** Keys that work wherever nothing else wants them. */

import { $ } from "./dom.js";

const TYPING = "input:not([type=range]):not([type=checkbox]), select, textarea";

/** Listen for the keys that the help lists. */
export function listenToKeys({ project, player, view, exporter }) {
  const actions = {
    " ": () => player.toggle(),
    ",": () => player.step(-1),
    ".": () => player.step(1),
    l: () => player.toggleLoop(),
    c: () => view.compare(),
    e: () => exporter.open(),
    "?": () => $("#help-dialog").showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.closest(TYPING) || $("dialog[open]")) return;
    const isMod = event.ctrlKey || event.metaKey;
    if (isMod && event.key.toLowerCase() === "z") {
      event.preventDefault();
      if (event.shiftKey) project.redo();
      else project.undo();
      return;
    }
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    const pressesButton = event.key === " " && event.target.closest("button, a");
    if (!action || isMod || event.altKey || pressesButton || !project.photo) return;
    event.preventDefault();
    action();
  });
}
