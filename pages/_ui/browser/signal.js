/* The live link: tells the page that the store has something newer to show.
 *
 * data: { path: "/live?as=...", shown: token that the page was drawn from,
 *         words: { down: sentence } }
 * The server announces { token, boot, now_ms }, again every ten seconds. While
 * the announced token differs from the shown one, Python is asked for a rerun.
 */

const RETRY_MS = { first: 300, most: 3000 };
const CONNECT_MS = 5000;
const STEADY_MS = 3000; // a link that lasts less has not come back
const SILENCE_MS = 25000; // the server speaks every ten seconds
const QUIET_MS = 2000; // a shorter gap is nobody's business
const LINGER_MS = 2000; // a rerun may take a mount away and bring it back
// What the server means by closing; trying again at once would only repeat it.
const NOBODY = 4401; // the cookie is nobody's: the page was told, and shows the door
const NOBODY_MS = 30000;
const TOO_MANY = 4408; // a newer tab of the same person took the place

class Link {
  constructor(path) {
    this.path = path;
    this.mounts = new Set();
    this.token = null;
    this.socket = null;
    this.failures = 0;
    this.heard = 0;
    this.linked = null;
    this.downSince = performance.now();
    this.retry = 0;
    this.wake = () => this.look(true);
    for (const event of ["online", "pageshow"]) window.addEventListener(event, this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.pulse = setInterval(() => this.look(), 1000);
    this.connect();
  }

  connect() {
    clearTimeout(this.retry);
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}${this.path}`);
    this.socket = socket;
    this.heard = performance.now();
    this.linked = null; // since when this socket has spoken
    socket.onmessage = (event) => this.socket === socket && this.hear(event);
    socket.onclose = (event) => this.socket === socket && this.lose(event.code);
  }

  hear(event) {
    this.heard = performance.now();
    this.linked ??= this.heard;
    if (this.downSince !== null) window.dispatchEvent(new Event("can-do:linked"));
    this.downSince = null;
    this.token = JSON.parse(event.data).token;
    for (const mount of this.mounts) mount.asker.want(this.token);
    this.say();
  }

  lose(code = 0) {
    const { socket } = this;
    this.socket = null;
    if (socket) socket.onclose = socket.onmessage = null;
    socket?.close();
    this.downSince ??= performance.now();
    clearTimeout(this.retry);
    const wasSteady = this.linked !== null && performance.now() - this.linked > STEADY_MS;
    if (wasSteady) this.failures = 0;
    if (code === TOO_MANY) return; // until somebody looks at this tab again
    const step = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** this.failures);
    this.failures += 1;
    const pause = code === NOBODY ? NOBODY_MS : step;
    this.retry = setTimeout(() => this.connect(), pause * (0.5 + Math.random() / 2));
  }

  /** Notice a dead link; with `isAwake`, something came back: try at once. */
  look(isAwake = false) {
    const isWaiting = this.socket === null;
    const limit = this.socket?.readyState === WebSocket.CONNECTING ? CONNECT_MS : SILENCE_MS;
    if (isWaiting && isAwake && document.visibilityState === "visible") this.connect();
    else if (!isWaiting && performance.now() - this.heard > limit) this.lose();
    this.say();
  }

  say() {
    const isDown = this.downSince !== null && performance.now() - this.downSince > QUIET_MS;
    for (const mount of this.mounts) mount.say(isDown);
  }

  leave(mount) {
    this.mounts.delete(mount);
    setTimeout(() => this.mounts.size === 0 && this.end(), LINGER_MS);
  }

  end() {
    if (links.get(this.path) === this) links.delete(this.path);
    clearInterval(this.pulse);
    for (const event of ["online", "pageshow"]) window.removeEventListener(event, this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    this.lose();
    clearTimeout(this.retry);
  }
}

const links = new Map(); // path -> the one socket of this page

function linkOf(path) {
  if (!links.has(path)) links.set(path, new Link(path));
  return links.get(path);
}

/* One line at the foot of the page. It lies in the body, out of reach of the dimming and moving
 * that Streamlit does to elements, and is there before it speaks, or screen readers miss it. */
class Line {
  constructor(near) {
    this.near = near;
    this.root = document.createElement("p");
    this.root.className = "cd-line";
    this.root.setAttribute("role", "status");
    document.body.append(this.root);
  }

  show(text) {
    if (this.root.textContent === text) return;
    const theme = getComputedStyle(this.near);
    for (const name of ["--st-text-color", "--st-background-color", "--st-font"])
      this.root.style.setProperty(name, theme.getPropertyValue(name));
    this.root.textContent = text;
  }
}

class Mount {
  constructor(component, kit) {
    this.line = new Line(component.parentElement);
    this.news = document.createElement("p"); // for the ear: what has come
    this.news.className = "cd-heard";
    this.news.setAttribute("role", "status");
    document.body.append(this.news);
    this.asker = new kit.trigger.Asker(
      () => this.component.setTriggerValue("news", (this.asks = (this.asks ?? 0) + 1)),
      (token) => token === null || token === this.shown,
    );
  }

  update(component) {
    const { path, shown, words, place, title } = component.data;
    this.component = component;
    // What is new begins at its top; where it is the same, nobody is moved.
    if (this.place !== undefined && this.place !== place) this.arrive(title);
    this.place = place;
    this.shown = shown;
    this.words = words;
    if (this.link?.path !== path) {
      this.link?.leave(this);
      this.link = linkOf(path);
      this.link.mounts.add(this);
    }
    this.asker.want(this.link.token);
    this.link.say();
  }

  arrive(title) {
    document.querySelector('[data-testid="stMain"]')?.scrollTo({ top: 0 });
    this.news.textContent = title ?? "";
  }

  say(isDown) {
    this.line.show(isDown ? this.words.down : "");
  }

  end() {
    this.asker.rest();
    this.link.leave(this);
    this.line.root.remove();
    this.news.remove();
  }
}

const mounts = new WeakMap();

export default function signal(component, kit) {
  const { parentElement } = component;
  kit.guard.guard();
  kit.keys.passOn();
  if (!mounts.has(parentElement)) mounts.set(parentElement, new Mount(component, kit));
  const mine = mounts.get(parentElement);
  mine.update(component);
  return () =>
    setTimeout(() => {
      // Streamlit also cleans up after calls that a newer one has overtaken.
      if (!parentElement.isConnected && mounts.delete(parentElement)) mine.end();
    });
}
