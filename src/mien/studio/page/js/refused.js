/** What was refused, in words that help. */
export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}
