/** Photos that this browser keeps from one visit to the next, until they are forgotten. */

const [NAME, STORE] = ["mien-photos", "photos"];

/** A browser that keeps nothing, as in some private windows, keeps nothing: no call fails. */
export class Keeping {
  #most;
  #opened = null;

  /** @param {number} most photos, of which the newest stay */
  constructor(most) {
    this.#most = most;
  }

  /** What was kept, the oldest first: [{key, blob, name}]. */
  async all() {
    const [keys, values] = await Promise.all([this.#do("readonly", (store) => store.getAllKeys()), this.#do("readonly", (store) => store.getAll())]);
    return (keys ?? []).map((key, at) => ({ key, ...values[at] }));
  }

  /** Keep a photo; its key, or null where nothing is kept. */
  async add(blob, name) {
    const key = await this.#do("readwrite", (store) => store.add({ blob, name }));
    const keys = (await this.#do("readonly", (store) => store.getAllKeys())) ?? [];
    for (const old of keys.slice(0, Math.max(0, keys.length - this.#most))) await this.drop(old);
    return key;
  }

  drop = (key) => this.#do("readwrite", (store) => store.delete(key));

  clear = () => this.#do("readwrite", (store) => store.clear());

  async #do(mode, what) {
    this.#opened ??= opened();
    const database = await this.#opened.catch(() => null);
    if (!database) return null;
    return settled(what(database.transaction(STORE, mode).objectStore(STORE))).catch(() => null);
  }
}

async function opened() {
  const asked = indexedDB.open(NAME, 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { autoIncrement: true });
  return settled(asked);
}

const settled = (asked) => new Promise((resolve, reject) => {
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});
