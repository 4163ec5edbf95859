/** Photos in: dropped, pasted, chosen, taken with the camera, or an example; and the strip of them. */

import { $, make, say } from "./dom.js";

export class Intake {
  #project;
  #engine;
  #stream = null;

  constructor(project, engine) {
    [this.#project, this.#engine] = [project, engine];
    $("#choose").addEventListener("click", () => $("#file").click());
    $("#file").addEventListener("change", ({ target }) => {
      this.take([...target.files]);
      target.value = "";
    });
    $("#open-camera").addEventListener("click", () => this.#openCamera());
    $("#shoot").addEventListener("click", () => this.#shoot());
    $("#camera").addEventListener("close", () => this.#closeCamera());
    document.addEventListener("paste", ({ clipboardData }) => this.take([...clipboardData.files]));
    this.#listenToDrops();
    project.addEventListener("photos", () => this.#showStrip());
    project.addEventListener("photo", () => this.#showFaces());
    $("#open-forget").addEventListener("click", () => $("#forget").showModal());
    $("#forget-all").addEventListener("click", () => this.#forgetAll());
    $("#whom").addEventListener("change", ({ target }) => project.setFace(target.value));
  }

  /** Examples to try. */
  build() {
    const items = this.#project.about.examples.map((name) => {
      const picture = make("img", { src: this.#engine.exampleAddress(name), alt: "", width: 132, height: 132 });
      return make("li", {}, make("button", { click: () => this.#example(name) }, picture, name));
    });
    $("#examples").replaceChildren(...items);
  }

  async take(files) {
    for (const file of files) {
      say(`Looking for faces in ${file.name} …`);
      document.body.classList.add("is-busy");
      try {
        this.#project.add(await this.#engine.send(file, file.name));
        const found = this.#project.photo.faces.length;
        say(found ? "" : "No face was found: the whole picture is taken as the face.", { isError: !found });
      } catch (trouble) {
        say(trouble.message, { isError: true });
      } finally {
        document.body.classList.remove("is-busy");
      }
    }
  }

  async #example(name) {
    try {
      const content = await this.#engine.example(name);
      await this.take([new File([content], `${name}.jpg`, { type: "image/jpeg" })]);
    } catch (trouble) {
      say(trouble.message, { isError: true });
    }
  }

  #listenToDrops() {
    let depth = 0;
    const show = (by) => {
      depth = Math.max(0, depth + by);
      $("#veil").classList.toggle("is-shown", depth > 0);
    };
    document.addEventListener("dragenter", () => show(1));
    document.addEventListener("dragleave", () => show(-1));
    document.addEventListener("dragover", (event) => event.preventDefault());
    document.addEventListener("drop", (event) => {
      event.preventDefault();
      show(-Infinity);
      this.take([...event.dataTransfer.files]);
    });
  }

  async #openCamera() {
    try {
      this.#stream = await navigator.mediaDevices.getUserMedia({ video: { width: { ideal: 1280 } } });
    } catch {
      say("There is no camera, or this page may not use it. Allow it in the browser, or choose a photo.", { isError: true });
      return;
    }
    $("#video").srcObject = this.#stream;
    $("#camera").showModal();
    await $("#video").play();
  }

  #shoot() {
    const video = $("#video");
    const canvas = make("canvas", { width: video.videoWidth, height: video.videoHeight });
    canvas.getContext("2d").drawImage(video, 0, 0);
    $("#camera").close();
    canvas.toBlob((content) => this.take([new File([content], "camera.jpg", { type: "image/jpeg" })]), "image/jpeg", 0.95);
  }

  #closeCamera() {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
  }

  #showStrip() {
    const { photos, photo } = this.#project;
    $("#open-export").disabled = !photo;
    const items = photos.map((one) => {
      const picture = make("img", { alt: one.name });
      this.#engine.picture(one).then((address) => (picture.src = address), () => {});
      const isShown = one === photo;
      const pick = make("button", { "aria-pressed": String(isShown), title: one.name, click: () => this.#project.show(one) }, picture);
      const drop = make("button", { class: "icon drop", "aria-label": `Forget ${one.name}`, title: "Forget", click: () => this.#forget(one) }, "×");
      return make("li", { class: isShown ? "is-shown" : "" }, pick, drop);
    });
    const more = make("button", { class: "more", "aria-label": "Add a photo", title: "Add a photo", click: () => $("#file").click() }, "+");
    $("#strip").replaceChildren(...items, make("li", {}, more));
  }

  async #forget(photo) {
    this.#project.remove(photo);
    await this.#engine.forget(photo).catch(() => {}); // it may be forgotten already
  }

  async #forgetAll() {
    const { photos } = this.#project;
    $("#forget").close();
    this.#project.forget();
    try {
      await this.#engine.forgetAll(photos);
      say("Everything is forgotten.");
    } catch (trouble) {
      say(trouble.message, { isError: true });
    }
  }

  #showFaces() {
    const { photo } = this.#project;
    if (!photo) return;
    const faces = photo.faces.map(({ number }) => [String(number), `face ${number}`]);
    const choices = faces.length > 1
      ? [["largest", "the largest face"], ...faces, ["all", "all faces"], ["whole", "the whole picture"]]
      : [["largest", "the face"], ["whole", "the whole picture"]].slice(faces.length ? 0 : 1);
    $("#whom").replaceChildren(...choices.map(([value, words]) => make("option", { value }, words)));
    $("#whom").value = this.#project.faceOf(photo);
    $(".whom").hidden = choices.length < 2;
  }
}
