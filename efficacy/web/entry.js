/* The little that the plain pages do beyond HTML; each of them works without it. */

const SEND_MS = 5000; // for answers of whoever was here before
const AGAIN_MS = 8000; // a second press within this is the same press

document.querySelector("[data-focus]")?.focus();

/* Whoever goes leaves their unsent answers behind: they go out while the cookie is still theirs. */
async function flush({ flush: address, owner }) {
  if (!address || !owner) return;
  const patience = new Promise((done) => setTimeout(done, SEND_MS));
  try {
    const queue = await Promise.race([import(address), patience]);
    await Promise.race([queue?.flush(owner, { patienceMs: SEND_MS - 500 }), patience]);
  } catch {
    // They stay on this device for their owner.
  }
}

for (const form of document.forms) {
  if (form.method === "get") continue; // it changes nothing, and may open one file after another
  let pressed = 0;
  form.addEventListener("submit", async (event) => {
    const now = performance.now();
    if (pressed && now - pressed < AGAIN_MS) return event.preventDefault();
    pressed = now;
    if (form.dataset.flush === undefined) return;
    event.preventDefault();
    const wait = document.querySelector("[data-wait]");
    const slow = setTimeout(() => wait && (wait.hidden = false), 300);
    await flush(form.dataset);
    clearTimeout(slow);
    form.submit();
  });
  window.addEventListener("pageshow", () => (pressed = 0)); // came back with the Back button
}
