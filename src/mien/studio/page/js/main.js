/** Puts the page together. */

import { $, make, say } from "./dom.js";
import { HttpEngine } from "./engine.js";
import { Exporter } from "./export.js";
import { Inspector } from "./inspector.js";
import { Intake } from "./intake.js";
import { listenToKeys } from "./keys.js";
import { Player } from "./player.js";
import { Project } from "./project.js";
import { Sliders } from "./sliders.js";
import { Strengths } from "./strengths.js";
import { applyTheme, toggleTheme } from "./theme.js";
import { Timeline } from "./timeline.js";
import { LONGEST, stretched } from "./tracks.js";
import { View } from "./view.js";

// A page that no service stands behind says so in its first element.
const engine = document.documentElement.dataset.engine === "browser"
  ? new (await import("./browser/engine.js")).BrowserEngine()
  : new HttpEngine();
const project = new Project();

function listenToBar() {
  $("#undo").addEventListener("click", () => project.undo());
  $("#redo").addEventListener("click", () => project.redo());
  $("#theme").addEventListener("click", toggleTheme);
  $("#help").addEventListener("click", () => $("#help-dialog").showModal());
  $("#bundle").addEventListener("change", ({ target }) => project.setBundle(target.value));
  for (const dialog of document.querySelectorAll("dialog")) {
    $(".close", dialog).addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  }
  project.addEventListener("change", () => {
    $("#undo").disabled = !project.canUndo;
    $("#redo").disabled = !project.canRedo;
    $("#seconds").value = Number(project.value.seconds.toFixed(2));
    $("#fps").value = project.value.fps;
  });
}

function listenToLength() {
  $("#seconds").addEventListener("change", ({ target }) => {
    const least = 1 / project.value.fps;
    const seconds = Math.min(LONGEST, Math.max(least, target.valueAsNumber || project.value.seconds));
    project.change(stretched(project.value, Math.round(seconds * project.value.fps) / project.value.fps));
  });
  $("#fps").addEventListener("change", ({ target }) => {
    const fps = Math.min(240, Math.max(0.1, target.valueAsNumber || project.value.fps));
    project.change({ ...project.value, fps });
  });
}

function offerBundles() {
  const options = project.about.bundles.map(({ name }) => make("option", { value: name }, name));
  $("#bundle").replaceChildren(...options);
  $(".bundle").hidden = options.length < 2;
  project.bundle = project.about.bundles[0].name;
}

async function begin() {
  applyTheme();
  if (engine.isAlone) $("#privacy").textContent = "The photo stays in this browser, which keeps it until you choose Forget: it is sent nowhere.";
  const view = new View(project, engine);
  const player = new Player(project, view);
  const exporter = new Exporter(project, engine);
  const intake = new Intake(project, engine);
  for (const Part of [Sliders, Timeline, Inspector]) new Part(project);
  new Strengths(project, engine);
  listenToBar();
  listenToLength();
  listenToKeys({ project, player, view, exporter });
  try {
    project.about = await engine.about();
    offerBundles();
    exporter.build();
    intake.build();
    project.recall();
    project.setBundle(project.bundle);
    project.photos = await engine.photos();
    project.show(project.photos.at(-1) ?? null);
  } catch (trouble) {
    say(trouble.message, { isError: true });
  }
}

begin();
