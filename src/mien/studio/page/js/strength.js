/** How strongly a person shows what the curves say: a number, or such numbers by expression, of which those left out are 1 (`mien.schedules.strength`). */

export const strengthOf = (strength, name) => (typeof strength === "object" ? strength[name] ?? 1 : strength);

/** Whether a strength leaves every degree as it stands. */
export const isWhole = (strength) => (typeof strength === "object" ? Object.values(strength).every((one) => one === 1) : strength === 1);

/** A strength as `mien animate` takes it. */
export function written(strength) {
  if (typeof strength !== "object") return String(strength);
  return Object.entries(strength).map(([name, value]) => `${name}=${value}`).join(",") || "1";
}
