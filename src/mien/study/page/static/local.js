"use strict";
// Where answers go without a server: into the browser's storage, and at the end to MTurk, to an
// address that takes them, or into a file that the rater saves.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const settings = read("study");
const query = new URLSearchParams(location.search);
const assignment = query.get("assignmentId") || "";
const looking = assignment === "ASSIGNMENT_ID_NOT_AVAILABLE";
const NEAR = 25;

function random() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// What is kept between visits; without storage, a reload begins anew.
const shelf = `mien ${settings.study} ${assignment}`;
let kept = null;
try { kept = JSON.parse(localStorage.getItem(shelf)); } catch { /* storage is off */ }
const booklets = [read("booklets")].flat();
const linked = booklets.find((one) => String(one.row) === query.get("row"));
kept ??= {
  study: settings.study,
  visit: query.get("PROLIFIC_PID") || random(),
  row: (linked ?? booklets[Math.floor(Math.random() * booklets.length)]).row,
  answers: [],
};
const own = booklets.find((one) => one.row === kept.row) ?? booklets[0];

function store() {
  try { localStorage.setItem(shelf, JSON.stringify(kept)); } catch { /* storage is off */ }
}

const agreed = new Promise((resolve) => {
  const consent = document.getElementById("consent");
  if (looking) {
    consent.hidden = true;
    document.getElementById("preview").hidden = false;
  }
  consent.addEventListener("submit", (event) => {
    event.preventDefault();
    resolve();
  });
  if (kept.answers.length) resolve();
});

const isRight = (right, value) =>
  typeof right === "number" ? Math.abs(right - value) <= NEAR : right === value;

const backend = {
  clip: (name) => `${settings.clips}${name}.mp4`,

  async load() {
    await agreed;
    document.getElementById("welcome").hidden = true;
    document.getElementById("work").hidden = false;
    return { trials: own.trials, current: kept.answers.length, screen: settings.screen };
  },

  async answer(number, answer) {
    kept.answers[number] = answer;
    store();
    const { right, comments } = own.trials[number];
    const feedback = comments ? comments[isRight(right, answer.value) ? 0 : 1] : null;
    return { current: number + 1, feedback };
  },

  finish: () => {
    document.getElementById("work").hidden = true;
    document.getElementById("thanks").hidden = false;
    const text = JSON.stringify(kept);
    if (settings.submit) handIn(text);
    else save(text);
  },
};

function handIn(text) {
  const places = ["https://www.mturk.com", "https://workersandbox.mturk.com"];
  const wanted = query.get("turkSubmitTo");
  const place = places.find((one) => wanted && wanted.startsWith(one)) || places[0];
  const form = document.getElementById("hand-in");
  form.action = `${place}/mturk/externalSubmit`;
  document.getElementById("assignment").value = assignment;
  document.getElementById("answers").value = text;
  form.hidden = false;
}

async function save(text) {
  const link = document.getElementById("save");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const post = settings.post && fetch(settings.post, { method: "POST", body: text, mode: "no-cors" });
  const sent = post ? await post.then(() => true, () => false) : false;
  document.getElementById("save-row").hidden = sent;
  document.getElementById("code").textContent = settings.code;
  document.getElementById("code-row").hidden = !settings.code;
}
