"use strict";
// Draws one trial and reads what was chosen.

const part = (id) => document.getElementById(id);

function made(tag, properties, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function radio(value, text) {
  const input = made("input", { type: "radio", name: "value", value });
  return made("label", { className: "choice" }, input, made("span", { textContent: text }));
}

function video(address, label) {
  const clip = made("video", { muted: true, playsInline: true, preload: "auto", src: address });
  clip.width = state.screen.width;
  clip.height = state.screen.height;
  clip.setAttribute("aria-label", label);
  clip.disablePictureInPicture = true;
  return clip;
}

function cell(trial, place, address) {
  const name = trial.labels[place];
  const box = made("div", { className: "clip" }, video(address, name ? `Clip ${name}` : "Clip"));
  if (name) {
    const choice = radio(name, `Clip ${name}`);
    box.append(choice);
    box.firstChild.addEventListener("click", () => choice.firstChild.click());
  }
  return box;
}

function scale() {
  const number = made("output", { textContent: "Not set" });
  const input = made("input", { type: "range", min: 0, max: 100, step: 1, value: 50, id: "rating" });
  input.setAttribute("aria-labelledby", "question");
  const set = () => {
    input.dataset.set = "yes";
    number.textContent = input.value;
  };
  for (const kind of ["input", "change", "click"]) input.addEventListener(kind, set);
  const ends = made("div", { className: "ends" });
  ends.append(made("span", { textContent: "0 none" }), made("span", { textContent: "100 strongest" }));
  return made("div", { className: "scale" }, number, input, ends);
}

// Puts a trial on the page; the clips' addresses are those of `trial.clips`.
function draw(trial, addresses) {
  part("practice").hidden = !trial.practice;
  part("question").textContent = trial.question;
  part("hint").textContent = trial.hint;
  part("clips").replaceChildren(...addresses.map((address, place) => cell(trial, place, address)));
  const several = trial.labels.length > 0;
  const choices = trial.choices.map(({ value, text }) => radio(value, text));
  const wanted = several ? [] : choices.length ? choices : [scale()];
  part("choices").replaceChildren(...wanted);
  part("same-row").hidden = !several;
  part("same").checked = false;
  const names = trial.choices.map((_, place) => (several ? trial.labels[place] : place + 1));
  part("keys").textContent = names.length
    ? `Keys: ${names.join(", ")} to choose, Enter to continue`
    : "Keys: arrows to set, Enter to continue";
  part("keys").hidden = false;
  return [...part("clips").querySelectorAll("video")];
}

// What is chosen now: the value, or null.
function chosen() {
  const rating = part("rating");
  if (rating) return rating.dataset.set ? Number(rating.value) : null;
  const input = part("trial").querySelector("input[name=value]:checked");
  return input ? input.value : null;
}

function choose(value) {
  const rating = part("rating");
  if (rating && value !== null) {
    rating.value = value;
    rating.dispatchEvent(new Event("input", { bubbles: true }));
    return;
  }
  const inputs = [...part("trial").querySelectorAll("input[name=value]")];
  const input = inputs.find((one) => one.value === value);
  if (input) input.checked = true;
}

// Keys work while the trial has the focus, as they do in a group of radio buttons.
function chooseByKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.type === "range") return;
  const inputs = [...part("trial").querySelectorAll("input[name=value]")];
  const place = "abcdefgh".indexOf(event.key.toLowerCase());
  const letters = inputs.length && part("same-row").hidden === false;
  const index = letters && place >= 0 ? place : Number(event.key) - 1;
  if (inputs[index]) {
    inputs[index].click();
    inputs[index].focus();
  } else if (event.key === "Enter" && event.target.tagName !== "BUTTON") {
    event.preventDefault();
    part("trial").requestSubmit();
  }
}
