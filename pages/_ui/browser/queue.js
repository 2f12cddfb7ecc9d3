/* The queue of what a person has given and the server has not yet taken.
 *
 * It belongs to one owner (an opaque tag of this device and person): what
 * another owner left behind is never sent and never shown. Every entry lies in
 * localStorage under a key of its own, so that several tabs can write without
 * undoing each other's entries, and in memory, in case there is no storage.
 */

const PREFIX = "can-do.unsent.";
const COUNTER = "can-do.counter";
const REQUEST_MS = 8000;
const RETRY_MS = { first: 500, most: 4000 };
const LONGEST_QUIET_MS = 5000; // someone who types on and on is saved in between
const BATCH = { entries: 25, characters: 12000 };
const KEEPALIVE_BYTES = 60000; // browsers refuse to keep more alive than 64 KiB
const FORGET_MS = 7 * 24 * 3600 * 1000; // no session takes an answer that old
const ASLEEP_MS = 2000;
const AGAIN = new Set([408, 425, 429]); // refusals of the moment, not of the answer
const SOMEBODY_ELSE = 409;

/* ------------------------------------------------------------- storage */

const shelf = (() => {
  try {
    localStorage.setItem(PREFIX, "1");
    localStorage.removeItem(PREFIX);
    return localStorage;
  } catch {
    return null; // switched off, or full: the page's memory has to do
  }
})();

/** Whether answers survive a closed page on this device. */
export const storageWorks = () => shelf !== null;

function attempted(action, otherwise = null) {
  try {
    return shelf ? action(shelf) : otherwise;
  } catch {
    return otherwise;
  }
}

const partOf = (entry) =>
  JSON.stringify([entry.kind, entry.run, entry.item, entry.attempt, entry.option]);
const placeOf = (entry) => `${PREFIX}${entry.owner}.${partOf(entry)}`;

function store(entry) {
  const { tick, due, since, ...lasting } = entry; // these mean nothing to the next page
  attempted((s) => s.setItem(placeOf(entry), JSON.stringify(lasting)));
}

function unstore(entry) {
  attempted((s) => {
    const kept = JSON.parse(s.getItem(placeOf(entry)) ?? "null");
    if (kept?.counter === entry.counter) s.removeItem(placeOf(entry)); // another tab may be ahead
  });
}

function storedOf(owner) {
  return attempted((s) => {
    const found = [];
    for (const key of Object.keys(s).filter((name) => name.startsWith(PREFIX))) {
      const entry = JSON.parse(s.getItem(key));
      if (!entry || Date.now() - entry.given > FORGET_MS) s.removeItem(key);
      else if (entry.owner === owner) found.push(entry);
    }
    return found;
  }, []);
}

let last = 0;

/** A number that rises with every change on this device, also when storage was
 *  emptied or never there: it starts from the clock. */
function nextCounter() {
  const stored = Number(attempted((s) => s.getItem(COUNTER), 0)) || 0;
  last = Math.max(stored + 1, last + 1, Date.now());
  attempted((s) => s.setItem(COUNTER, String(last)));
  return last;
}

/* Clocks of phones are wrong by minutes, so a page counts with its own ticks.
 * A sleeping laptop stops them on some systems; then the wall clock knows. */
function ageOf(entry) {
  const wall = Date.now() - entry.given;
  if (entry.tick === undefined) return Math.max(0, Math.round(wall));
  const ticks = performance.now() - entry.tick;
  const slept = wall - ticks > ASLEEP_MS && wall < FORGET_MS;
  return Math.max(0, Math.round(slept ? wall : ticks));
}

/* --------------------------------------------------------------- sending */

async function post(address, owner, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), REQUEST_MS);
  const parcel = new Blob([JSON.stringify(body)]);
  try {
    const reply = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/json", "X-Answer-Owner": encodeURIComponent(owner) },
      body: parcel,
      keepalive: parcel.size < KEEPALIVE_BYTES, // the last words go out while the page closes
      signal: stop.signal,
    });
    const said = await reply.json().catch(() => null);
    return { status: reply.status, said };
  } finally {
    clearTimeout(timer);
  }
}

class Queue {
  constructor(owner, address) {
    this.owner = owner;
    this.address = address;
    this.entries = new Map(); // part -> entry: only the newest of each is kept
    this.listeners = new Set();
    this.failures = 0;
    this.notBefore = 0;
    this.batch = BATCH.entries;
    this.isSending = false;
    this.isForeign = false; // the browser's cookie has become somebody else's
    this.timer = 0;
    this.adopt();
    for (const event of ["online", "pageshow", "can-do:linked"])
      window.addEventListener(event, () => this.wake());
    document.addEventListener("visibilitychange", () => this.wake());
    window.addEventListener("pagehide", () => this.wake());
  }

  /** Call `listener({type, entry, ...})` for waiting, saved, refused, done. Returns how to stop. */
  listen(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(type, entry, more = {}) {
    for (const listener of [...this.listeners]) listener({ type, entry, ...more });
  }

  /** Take over what earlier pages of this owner could not send. */
  adopt() {
    for (const entry of storedOf(this.owner)) {
      const known = this.entries.get(partOf(entry));
      if (!known || known.counter < entry.counter) this.entries.set(partOf(entry), entry);
    }
    this.pump();
  }

  /** Keep an answer and send it, after `quietMs` without a newer one. */
  put({ run, item, attempt, option = null, value }, { quietMs = 0 } = {}) {
    return this.add({ kind: "answer", run, item, attempt, option, value }, quietMs);
  }

  /** Ask for an action; it goes out after the answers given before it. */
  act(run, id, attempt) {
    return this.add({ kind: "action", run, item: id, attempt, option: null, value: null }, 0);
  }

  add(what, quietMs) {
    const now = performance.now();
    const entry = { ...what, owner: this.owner, counter: nextCounter(), given: Date.now() };
    const before = this.entries.get(partOf(entry));
    entry.tick = now;
    entry.since = before?.due > now ? before.since : now;
    entry.due = Math.min(now + quietMs, entry.since + LONGEST_QUIET_MS);
    this.entries.set(partOf(entry), entry);
    store(entry);
    if (this.failures) this.tell("waiting", entry);
    this.pump();
    return entry.counter;
  }

  /** The entries of one item (or action) that are unsent or refused. */
  of(run, item, attempt) {
    return [...this.entries.values()].filter(
      (entry) => entry.run === run && entry.item === item && entry.attempt === attempt,
    );
  }

  get unsent() {
    return [...this.entries.values()].filter((entry) => entry.refused === undefined);
  }

  /** Send at once what waits for quiet, for example when a field is left. */
  hurry() {
    for (const entry of this.entries.values()) entry.due = 0;
    this.pump();
  }

  /** Look again now: the connection, the page or the laptop has come back. */
  wake() {
    this.notBefore = 0;
    for (const entry of this.entries.values()) entry.due = 0;
    this.adopt();
  }

  /* ---- one request at a time */

  ready() {
    const now = performance.now();
    const answers = this.unsent.filter((entry) => entry.kind === "answer");
    const picked = [];
    let room = BATCH.characters;
    for (const entry of answers.filter((one) => (one.due ?? 0) <= now)) {
      room -= String(entry.value).length + 200;
      if (picked.length && (picked.length >= this.batch || room < 0)) break;
      picked.push(entry);
    }
    if (picked.length) return picked;
    const action = this.unsent.find((entry) => entry.kind === "action");
    const isFree = action && !answers.some((entry) => entry.counter < action.counter);
    return isFree ? [action] : [];
  }

  pump() {
    clearTimeout(this.timer);
    if (this.isSending || this.isForeign || !this.unsent.length) return;
    const now = performance.now();
    const picked = this.notBefore <= now ? this.ready() : [];
    if (picked.length) {
      this.send(picked);
      return;
    }
    const due = Math.min(...this.unsent.map((entry) => entry.due ?? 0));
    this.timer = setTimeout(() => this.pump(), Math.max(this.notBefore, due) - now + 1);
  }

  async send(picked) {
    this.isSending = true;
    try {
      const reply = await post(this.address, this.owner, this.bodyOf(picked));
      this.settle(picked, reply);
    } catch {
      this.fail(picked); // no network, or no answer in time
    }
    this.isSending = false;
    this.pump();
  }

  bodyOf(picked) {
    const [first] = picked;
    if (first.kind === "action")
      return {
        action: {
          run: first.run,
          id: first.item,
          attempt: first.attempt,
          counter: first.counter,
        },
      };
    return {
      answers: picked.map((entry) => ({
        run: entry.run,
        item: entry.item,
        attempt: entry.attempt,
        option: entry.option,
        value: entry.value,
        counter: entry.counter,
        age_ms: ageOf(entry),
      })),
    };
  }

  settle(picked, { status, said }) {
    const isRefusal = status >= 400 && status < 500 && !AGAIN.has(status);
    if (status === SOMEBODY_ELSE) {
      this.isForeign = true; // kept for its owner; this browser is not theirs now
      for (const entry of picked) this.tell("refused", entry, { sentence: said?.sentence });
    } else if (isRefusal && picked.length > 1) {
      this.batch = 1; // one bad entry must not condemn its neighbours
    } else if (isRefusal) {
      this.refuse(picked[0], said?.sentence);
    } else if (status < 200 || status >= 300 || !said) {
      this.fail(picked);
    } else if (picked[0].kind === "action") {
      this.succeed();
      if (said.ok) this.finish(picked[0], "done", { reply: said });
      else this.refuse(picked[0], said.sentence);
    } else {
      this.settleAnswers(picked, said);
    }
  }

  settleAnswers(picked, said) {
    const results = new Map((said.results ?? []).map((result) => [result.counter, result]));
    const missing = picked.filter((entry) => !results.has(entry.counter));
    if (missing.length) this.fail(missing);
    else this.succeed();
    for (const entry of picked) {
      const result = results.get(entry.counter);
      if (result?.ok) this.finish(entry, "saved", { ...result, now_ms: said.now_ms });
      else if (result) this.refuse(entry, result.sentence);
    }
  }

  succeed() {
    this.failures = 0;
    this.notBefore = 0;
  }

  fail(picked) {
    const step = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.failures);
    this.failures += 1;
    this.notBefore = performance.now() + step * (0.5 + Math.random() / 2); // not all at once
    for (const entry of picked) if (this.isCurrent(entry)) this.tell("waiting", entry);
  }

  finish(entry, type, more) {
    unstore(entry);
    if (!this.isCurrent(entry)) return; // something newer was given meanwhile
    this.entries.delete(partOf(entry));
    this.tell(type, entry, more);
  }

  refuse(entry, sentence = "") {
    if (!this.isCurrent(entry)) return;
    entry.refused = sentence ?? "";
    store(entry); // the words stay readable after a refresh
    this.tell("refused", entry, { sentence });
  }

  isCurrent(entry) {
    return this.entries.get(partOf(entry))?.counter === entry.counter;
  }
}

/* -------------------------------------------------------------- the doors */

const queues = new Map();

/** The one queue of this page for `owner`. */
export function queueOf(owner, address = "/answer") {
  const name = JSON.stringify([owner, address]);
  if (!queues.has(name)) queues.set(name, new Queue(owner, address));
  return queues.get(name);
}

/** Send what `owner` left on this device, for at most `patienceMs`; returns how many entries are
 *  left. For plain pages, before somebody else takes over and the cookie changes. */
export async function flush(owner, { address = "/answer", patienceMs = 8000 } = {}) {
  const queue = queueOf(owner, address);
  const until = performance.now() + patienceMs;
  queue.isForeign = false;
  queue.wake();
  while (queue.unsent.length && !queue.isForeign && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 50));
  queue.isForeign = true; // whoever comes next has another cookie
  clearTimeout(queue.timer);
  return queue.unsent.length;
}
