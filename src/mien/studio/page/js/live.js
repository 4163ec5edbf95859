/** A connection over which degrees go out and pictures come back; only the latest wish counts. */

const FLYING = 2; // wishes on their way: one is drawn while the next travels
const AGAIN = 1000; // milliseconds until a lost connection is tried again

export class Live {
  #socket;
  #address;
  #onPicture;
  #onTrouble;
  #number = 0;
  #flying = new Map();
  #waiting = null;
  #isClosed = false;

  /**
   * @param {URL} address of the socket
   * @param {(key: string, picture: ImageBitmap) => void} onPicture
   * @param {(words: string) => void} onTrouble
   */
  constructor(address, onPicture, onTrouble) {
    [this.#address, this.#onPicture, this.#onTrouble] = [address, onPicture, onTrouble];
    this.#connect();
  }

  /** Ask for a picture; one that was asked for before and not sent yet is forgotten. */
  want(key, degrees) {
    if ([...this.#flying.values()].includes(key)) {
      this.#waiting = null;
      return;
    }
    this.#waiting = { key, degrees };
    this.#send();
  }

  close() {
    this.#isClosed = true;
    this.#socket.close();
  }

  #connect() {
    this.#flying.clear();
    this.#socket = new WebSocket(this.#address);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => this.#send();
    this.#socket.onmessage = ({ data }) => this.#receive(data);
    this.#socket.onclose = () => {
      if (!this.#isClosed) setTimeout(() => this.#isClosed || this.#connect(), AGAIN);
    };
  }

  #send() {
    const isOpen = this.#socket.readyState === WebSocket.OPEN;
    if (!isOpen || !this.#waiting || this.#flying.size >= FLYING) return;
    const { key, degrees } = this.#waiting;
    this.#waiting = null;
    this.#number += 1;
    this.#flying.set(this.#number, key);
    this.#socket.send(JSON.stringify({ number: this.#number, degrees }));
  }

  async #receive(data) {
    if (typeof data === "string") {
      this.#flying.clear();
      this.#onTrouble(JSON.parse(data).detail);
      return;
    }
    const number = new DataView(data).getUint32(0);
    const key = this.#flying.get(number);
    // What was sent before and has not come was passed over.
    for (const older of this.#flying.keys()) if (older <= number) this.#flying.delete(older);
    this.#send();
    if (key === undefined) return;
    const picture = await createImageBitmap(new Blob([data.slice(4)], { type: "image/jpeg" }));
    if (!this.#isClosed) this.#onPicture(key, picture);
  }
}
