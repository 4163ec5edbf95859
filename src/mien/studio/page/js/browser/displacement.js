/** How far a face has moved (`mien.metrics.displacement`), and the strength that makes it an amount (`mien.runtime.amounts`). */

export const STEPS = [0.5, 0.625, 0.75, 0.875, 1];
const [LEAST, NEAR] = [STEPS[0], 0.95];

// Of 478 points, those nearest to iBUG's: brows, both eyes, outer and inner lips.
const BROWS = [70, 63, 105, 66, 107, 336, 296, 334, 293, 300];
const RIGHT_EYE = [33, 160, 158, 133, 153, 144];
const LEFT_EYE = [362, 385, 387, 263, 373, 380];
const MOUTH = [61, 39, 37, 0, 267, 269, 291, 321, 314, 17, 84, 91, 78, 82, 13, 312, 308, 317, 14, 87];
const MOVING = [...BROWS, ...RIGHT_EYE, ...LEFT_EYE, ...MOUTH];

/** Mean motion of brows, eyes and mouth, in distances between the eyes; of 478 points, and of those at degree zero. */
export function displacement(points, origin) {
  const away = ([x, y], [u, v]) => Math.hypot(x - u, y - v);
  const moved = MOVING.map((index) => away(points[index], origin[index]));
  const eyes = [RIGHT_EYE, LEFT_EYE].map((eye) => [0, 1].map((axis) => mean(eye.map((index) => origin[index][axis]))));
  return mean(moved) / away(...eyes);
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * What each expression does to a face.
 * @param {string[]} expressions in the bundle's order
 * @param {Object<string, number>} amounts that are wanted, where they are known
 * @param {(degrees: number[]) => Promise<number[][]>} look the face's points at degrees
 */
export async function calibrations(expressions, amounts, look) {
  const origin = await look(expressions.map(() => 0));
  const found = [];
  for (const expression of expressions) {
    const curve = [];
    for (const step of STEPS) {
      const points = await look(expressions.map((name) => (name === expression ? step : 0)));
      curve.push(displacement(points, origin));
    }
    found.push(calibration(expression, curve, amounts[expression] ?? null));
  }
  return found;
}

/**
 * The strength at which a face that moves so moves by an amount.
 * @param {string} expression its name
 * @param {number[]} curve displacements at `STEPS`; one that falls back is taken to stay where it was
 * @param {?number} amount that is wanted, or null
 */
export function calibration(expression, curve, amount) {
  const rising = curve.map((_, at) => Math.max(...curve.slice(0, at + 1)));
  const peak = rising.at(-1);
  const [strength, outcome] = amount === null ? [1, "unknown"] : reach(rising, amount);
  return { expression, amount, peak, strength, outcome, words: said({ expression, amount, peak, outcome }) };
}

function reach(rising, amount) {
  if (rising.at(-1) <= amount) return [1, rising.at(-1) >= NEAR * amount ? "reached" : "short"];
  if (rising[0] >= amount) return [LEAST, NEAR * rising[0] <= amount ? "reached" : "beyond"];
  const above = rising.findIndex((moved) => moved > amount);
  const [low, high, before, after] = [STEPS[above - 1], STEPS[above], rising[above - 1], rising[above]];
  const strength = low + ((high - low) * (amount - before)) / (after - before);
  return [Number(strength.toFixed(2)), "reached"];
}

function said({ expression, amount, peak, outcome }) {
  if (outcome === "unknown") return `no amount is known for ${expression}; it stays at strength 1`;
  const moves = `${expression} moves this face by ${peak.toFixed(3)} eye distances`;
  if (outcome === "short") return `${moves}, less than the amount of ${amount.toFixed(3)}, even at strength 1`;
  if (outcome === "beyond") return `${moves}; strength ${LEAST} is not weak enough for the amount of ${amount.toFixed(3)}`;
  return "";
}
