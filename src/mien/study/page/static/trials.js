"use strict";
// Goes through the trials.

let state = null;
let player = null;
let shownAt = 0;
let sending = false;

const say = (text) => { part("status").textContent = text; };
const draft = () => `${location.pathname} ${state.current}`;

function keep() {
  const value = { value: chosen(), same: part("same").checked };
  try { sessionStorage.setItem(draft(), JSON.stringify(value)); } catch { /* storage is off */ }
  ready();
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(sessionStorage.getItem(draft())); } catch { /* storage is off */ }
  if (!kept) return;
  choose(kept.value);
  part("same").checked = kept.same;
}

const seen = () => player !== null && player.plays >= state.screen.viewings;

function ready() {
  part("next").setAttribute("aria-disabled", String(!seen() || chosen() === null || sending));
}

function heard(what) {
  if (what === "broken") say("A clip cannot be played here. Reload the page, or try another browser.");
  if (what === "blocked") say("Press Play to see the clips.");
  if (what === "played" && player.plays === state.screen.viewings && !sending) say("");
  ready();
}

async function show() {
  const trial = state.trials[state.current];
  if (!trial) { backend.finish(state); return; }
  const total = state.trials.length;
  part("progress").max = total;
  part("progress").value = state.current;
  part("progress-text").textContent = `Question ${state.current + 1} of ${total}`;
  say("Loading the clips");
  fetchAhead(state.trials, state.current);
  const addresses = await Promise.all(trial.clips.map(here));
  part("feedback").hidden = true;
  part("trial").hidden = false;
  const videos = draw(trial, addresses);
  restore();
  scrollTo(0, 0);
  part("question").focus({ preventScroll: true });
  say(calm.matches ? "Press Play to see the clips." : "Watch to the end, then answer.");
  shownAt = performance.now();
  player = new Player(videos, part("play"), heard);
  ready();
}

async function send(event) {
  event.preventDefault();
  if (sending) return;
  if (!seen()) { say("Watch every clip to its end first."); return; }
  const value = chosen();
  if (value === null) { say("Choose an answer first."); return; }
  sending = true;
  ready();
  const seconds = (performance.now() - shownAt) / 1000;
  const answer = { value, same: part("same").checked, seconds, plays: player.plays };
  const reply = await backend.answer(state.current, answer, say);
  sending = false;
  if (reply.failed) { say(`${reply.failed} Reload the page to go on.`); return; }
  player.close();
  player = null;
  try { sessionStorage.removeItem(draft()); } catch { /* storage is off */ }
  if (reply.reload) { await begin(); return; }
  state.current = reply.current;
  if (reply.feedback) comment(reply.feedback);
  else await show();
}

function comment(text) {
  part("trial").hidden = true;
  part("keys").hidden = true;
  say("");
  part("feedback").hidden = false;
  part("feedback-text").textContent = text;
  part("feedback-text").focus();
}

async function begin() {
  state = await backend.load();
  await show();
}

part("trial").addEventListener("submit", send);
part("trial").addEventListener("input", keep);
part("trial").addEventListener("keydown", chooseByKey);
part("go-on").addEventListener("click", show);
part("feedback").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.tagName !== "BUTTON") show();
});
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
begin();
