"""How a studio's slider is moved in the browser, with and without a service behind it."""

MOVES = 60
"""Each to another hundredth, so that no picture is remembered."""

# Moves the first slider and waits for the picture of that degree, as a hand and an eye would.
IN_THE_PAGE = """async (moves) => {
  const slider = document.querySelector("#degree-0"), canvas = document.querySelector("#canvas");
  const times = [];
  for (let i = 1; i <= moves; i++) {
    const painted = new Promise((done) => canvas.addEventListener("painted", done, { once: true }));
    const begun = performance.now();
    slider.value = (30 + ((37 * i) % (moves + 1))) / 100;
    slider.dispatchEvent(new Event("input"));
    await painted;
    times.push(performance.now() - begun);
  }
  return times;
}"""
