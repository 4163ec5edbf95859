/** Dark or light: as the system is, unless somebody chose. */

const KEPT = "mien-theme";
const isDark = () => matchMedia("(prefers-color-scheme: dark)").matches;

/** Show what was chosen before. */
export function applyTheme() {
  try {
    const chosen = localStorage.getItem(KEPT);
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch {
    // a browser that keeps nothing
  }
}

/** Switch, and remember it. */
export function toggleTheme() {
  const now = document.documentElement.dataset.theme ?? (isDark() ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(KEPT, next);
  } catch {
    // a browser that keeps nothing
  }
}
