"use strict";
// Fetches clips ahead of time and plays those of one trial together.

const AHEAD = 4;
const BREATH = 500;
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const fetched = new Map();

// The address of a clip that is wholly here. Where another host gives no leave to read it, the
// player loads it itself.
function here(name) {
  if (!fetched.has(name)) {
    const address = backend.clip(name);
    const coming = fetch(address)
      .then((reply) => {
        if (!reply.ok) throw new Error(`${reply.status}`);
        return reply.blob();
      })
      .then((blob) => URL.createObjectURL(blob))
      .catch(() => {
        fetched.delete(name);
        return address;
      });
    fetched.set(name, coming);
  }
  return fetched.get(name);
}

function fetchAhead(trials, number) {
  for (const trial of trials.slice(number, number + AHEAD + 1)) trial.clips.forEach(here);
}

class Player {
  constructor(videos, button, heard) {
    this.videos = videos;
    this.button = button;
    this.heard = heard;
    this.plays = 0;
    this.running = false;
    this.timer = 0;
    this.ended = new Set();
    this.wake = () => { if (!document.hidden && this.running) this.round(); };
    for (const video of videos) {
      video.addEventListener("ended", () => this.end(video));
      video.addEventListener("error", () => heard("broken"));
    }
    button.onclick = () => (this.running ? this.stop() : this.go());
    document.addEventListener("visibilitychange", this.wake);
    this.label();
    if (!calm.matches) this.go();
  }

  label() {
    this.button.textContent = this.running ? "Pause" : this.plays ? "Play again" : "Play";
  }

  go() {
    this.running = true;
    this.label();
    this.round();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    this.videos.forEach((video) => video.pause());
    this.label();
  }

  // All from the start, together; a browser that wants a click first gets the button.
  round() {
    clearTimeout(this.timer);
    this.ended.clear();
    for (const video of this.videos) video.currentTime = 0;
    Promise.all(this.videos.map((video) => video.play())).catch((error) => {
      if (error.name === "NotAllowedError") { this.stop(); this.heard("blocked"); }
    });
  }

  end(video) {
    this.ended.add(video);
    if (this.ended.size < this.videos.length) return;
    this.plays += 1;
    if (calm.matches) this.stop();
    else if (this.running) this.timer = setTimeout(() => this.round(), BREATH);
    this.heard("played");
  }

  close() {
    this.stop();
    document.removeEventListener("visibilitychange", this.wake);
  }
}
