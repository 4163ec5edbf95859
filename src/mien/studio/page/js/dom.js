/** Elements: find one, make one. */

export const $ = (selector, root = document) => root.querySelector(selector);

/**
 * Make an element.
 * @param {string} name of the tag; `svg:circle` makes one of SVG
 * @param {object} properties attributes; functions listen to events; false leaves one out
 * @param {...(Node|string)} children
 */
export function make(name, properties = {}, ...children) {
  const isSvg = name.startsWith("svg:");
  const element = isSvg
    ? document.createElementNS("http://www.w3.org/2000/svg", name.slice(4))
    : document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value != null) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

let quiet = 0;

/** Say something in the corner; it goes away on its own, and screen readers read it. */
export function say(words, { isError = false } = {}) {
  const status = $("#status");
  status.textContent = words;
  status.classList.toggle("is-error", isError);
  clearTimeout(quiet);
  if (words) quiet = setTimeout(() => (status.textContent = ""), isError ? 12000 : 4000);
}

/** Let a file be saved. */
export function save(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  make("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
