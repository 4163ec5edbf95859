"use strict";
// Where answers go: to the server that shows the page.

const token = document.querySelector("meta[name=form-token]").content;
const after = document.querySelector("meta[name=done]").content;
const LONGEST_WAIT = 10000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function asked(address, options) {
  const reply = await fetch(address, { cache: "no-store", ...options });
  const document = await reply.json().catch(() => ({}));
  return { status: reply.status, retry: Number(reply.headers.get("retry-after")), document };
}

const backend = {
  clip: (name) => `/clips/${name}.mp4`,

  async load() {
    for (let wait = 500; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const reply = await asked("/api/state").catch(() => ({ status: 0 }));
      if (reply.status === 200) return reply.document;
      if (reply.status === 401) location.replace("/");
      await pause(wait);
    }
  },

  // Sends an answer until it is stored; sending it twice stores it once.
  async answer(number, answer, say) {
    for (let wait = 500; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      const { status, retry, document } = await asked(`/api/answers/${number}`, {
        method: "POST",
        headers: { "content-type": "application/json", "x-form-token": token },
        body: JSON.stringify(answer),
      }).catch(() => ({ status: 0 }));
      if (status === 200) return document;
      if (status === 409) return { reload: true };
      if (status === 401 || status === 403 || status === 422) return { failed: document.message };
      if (status !== 425) say("Not saved yet. Trying again.");
      await pause(retry ? 1000 * retry : wait);
    }
  },

  finish: () => location.replace(after),
};
