/** The frame of a face: the square in which the network expects to see it (`mien.faces.framing`). */

import { EYES, degreesOf, spanned } from "./landmarks.js";

const OVAL = [
  10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377,
  152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
];
const [FOREHEAD, CHIN] = [10, 152];

/**
 * @param {number[][]} points 478 of them
 * @param {{face: number, centre: number[], roll: number}} card how a bundle's network sees a face
 */
export function frameOf(points, { face, centre, roll }) {
  const [forehead, chin] = [points[FOREHEAD], points[CHIN]];
  const length = Math.hypot(forehead[0] - chin[0], forehead[1] - chin[1]);
  if (!(length >= 1)) throw new Error("The landmarks do not span a face. Take another photo.");
  const [one, other] = EYES.map((index) => points[index]);
  const turn = degreesOf([other[0] - one[0], other[1] - one[1]]);
  const side = length / face;
  const kept = Math.abs(turn) > roll ? turn : 0;
  const away = centre.map((at) => (0.5 - at) * side);
  const { middle } = spanned(OVAL.map((index) => points[index]), kept, away);
  return { centre: middle.map((at) => at + 0.5), side, roll: kept };
}
