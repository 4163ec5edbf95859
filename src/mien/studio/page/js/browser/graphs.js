/** ONNX graphs, run by onnxruntime-web; each is fetched when it is first asked for. */

const ENGINE = "onnxruntime/ort.wasm.bundle.min.js";
const BINARY = "onnxruntime/ort-wasm-simd-threaded.wasm";
const MOST_THREADS = 4;

export class Graphs {
  #root;
  #engine = null;
  #sessions = new Map();

  /** @param {string} root address of the folder that everything lies in */
  constructor(root) {
    this.#root = root;
  }

  /** Fetch one of the folder's files. */
  async fetch(path) {
    const answer = await fetch(new URL(path, this.#root)).catch(() => null);
    if (!answer?.ok) throw new Error(`${path} could not be fetched. Is the network there?`);
    return answer;
  }

  /**
   * Run a graph.
   * @param {string} path of the ONNX file
   * @param {Object<string, {data: Float32Array, dims: number[]}>} inputs
   * @returns its outputs by name, of the same kind
   */
  async run(path, inputs) {
    const { engine, session } = await this.#session(path);
    const feeds = Object.entries(inputs).map(([name, { data, dims }]) => [name, new engine.Tensor("float32", data, dims)]);
    return session.run(Object.fromEntries(feeds));
  }

  #session(path) {
    if (!this.#sessions.has(path)) {
      const opening = this.#open(path);
      opening.catch(() => this.#sessions.delete(path));
      this.#sessions.set(path, opening);
    }
    return this.#sessions.get(path);
  }

  async #open(path) {
    this.#engine ??= this.#start();
    const [engine, content] = await Promise.all([this.#engine, this.fetch(path).then((answer) => answer.arrayBuffer())]);
    const session = await engine.InferenceSession.create(new Uint8Array(content), { executionProviders: ["wasm"] });
    return { engine, session };
  }

  async #start() {
    const engine = await import(new URL(ENGINE, this.#root).href);
    // Threads share memory, which a browser allows only where the host sends two headers.
    engine.env.wasm.numThreads = globalThis.crossOriginIsolated
      ? Math.min(MOST_THREADS, navigator.hardwareConcurrency || 1)
      : 1;
    // As bytes: a host that does not know the type of .wasm files will do.
    engine.env.wasm.wasmBinary = await (await this.fetch(BINARY)).arrayBuffer();
    return engine;
  }
}
