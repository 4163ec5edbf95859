/** What an order's clips are called, and the command lines that make the same (`mien.studio.orders`). */

import { isWhole, written } from "../strength.js";

const LONGEST = 80; // signs of a name that are kept
const PLAIN = /^[A-Za-z0-9_@%+=:,./-]+$/; // words that a shell takes as they are

/** The last part of a file's name, without signs that are not printed. */
export function plainName(name) {
  const kept = name.split(/[/\\]/).at(-1).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim();
  const dot = kept.lastIndexOf(".");
  const short = dot < 0 ? kept.slice(0, LONGEST) : `${kept.slice(0, Math.min(dot, LONGEST))}.${kept.slice(dot + 1, dot + 9)}`;
  return short.replace(/^\.+$/, "") || "photo";
}

/** A word to name files by: letters, digits, `-` and `_` of a name. */
export function plainStem(name) {
  const plain = plainName(name);
  const stem = plain.lastIndexOf(".") > 0 ? plain.slice(0, plain.lastIndexOf(".")) : plain;
  const word = stem.replace(/[^\p{L}\p{N}_-]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, LONGEST);
  return word || "photo";
}

/** Names of the clips, each once, in the order of the photos. */
export function targets(order, names) {
  const suffix = order.format === "frames" ? "" : `.${order.format}`;
  const found = [];
  for (const name of names) {
    const base = `${plainStem(name)}-${order.title}`;
    let target = base + suffix;
    for (let number = 2; found.includes(target); number++) target = `${base}-${number}${suffix}`;
    found.push(target);
  }
  return found;
}

/** The command lines, given the photos and the schedule's file; `folder` is a bundle's, or null. */
export function commands(order, names, folder) {
  const own = order.schedule.strength ?? 1;
  return targets(order, names).map((target, index) => {
    const name = names[index];
    const photo = name.startsWith("-") ? `./${name}` : name;
    const strength = order.photos[index].strength ?? own;
    const scaled = isWhole(strength) && isWhole(own) ? [] : ["--strength", written(strength)];
    const times = order.times > 1 ? ["--times", String(order.times)] : [];
    return ["mien", "animate", photo, "--degrees", `${order.title}.json`, "-o", target, ...times, ...scaled]
      .concat(folder ? ["--bundle", folder] : [], faceOptions(order.photos[index].face))
      .concat(order.label ? [] : ["--no-label"], order.loop ? [] : ["--no-loop"], order.sheet ? ["--sheet"] : [])
      .map(quoted)
      .join(" ");
  });
}

function faceOptions(face) {
  if (face === "largest") return [];
  if (face === "whole") return ["--whole"];
  return face === "all" ? ["--all-faces"] : ["--face", face];
}

const quoted = (word) => (PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\"'\"'")}'`);
