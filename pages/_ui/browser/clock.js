/* The time left, counted in the browser: a running clock costs the server nothing.
 *
 * data: { remaining_s: number | null, running: boolean, big: boolean,
 *         words: { left: "{m}:{ss} left", over: "time is up" } }
 */

const ASLEEP_MS = 5000;
const clocks = new WeakMap();

export default function clock({ data, parentElement }) {
  if (!clocks.has(parentElement)) clocks.set(parentElement, new Clock(parentElement));
  const mine = clocks.get(parentElement);
  mine.update(data);
  return () => setTimeout(() => parentElement.isConnected || mine.stop());
}

class Clock {
  constructor(parent) {
    this.root = document.createElement("p");
    this.root.className = "cd-clock";
    this.root.setAttribute("role", "timer");
    this.root.setAttribute("aria-live", "off"); // nobody wants every second read aloud
    parent.append(this.root);
    this.seen = "";
    this.wake = () => this.draw();
    document.addEventListener("visibilitychange", this.wake);
  }

  update(data) {
    const seen = JSON.stringify(data);
    if (seen === this.seen) return; // the same figure again is an old one: count on
    this.seen = seen;
    this.data = data;
    this.elapsed = 0;
    this.tick = performance.now();
    this.wall = Date.now();
    this.root.classList.toggle("cd-clock-big", Boolean(data.big));
    this.draw();
  }

  /* Ticks stop while some laptops sleep, the wall clock does not; a small difference between
   * the two is a phone putting its clock right, and is left alone. */
  count() {
    const ticks = performance.now() - this.tick;
    const wall = Date.now() - this.wall;
    this.tick += ticks;
    this.wall += wall;
    if (this.data.running) this.elapsed += wall - ticks > ASLEEP_MS ? wall : ticks;
  }

  draw() {
    clearTimeout(this.timer);
    this.count();
    const { remaining_s: remaining, words } = this.data;
    this.root.hidden = remaining === null || remaining === undefined;
    if (this.root.hidden) return;
    const left = remaining - this.elapsed / 1000;
    const whole = Math.ceil(left);
    this.root.dataset.over = String(whole <= 0);
    const text = whole > 0 ? inWords(words.left, whole) : words.over;
    if (this.root.textContent !== text) this.root.textContent = text;
    // The next whole second, wherever the last one fell.
    if (this.data.running && whole > 0)
      this.timer = setTimeout(() => this.draw(), (left - (whole - 1)) * 1000 + 5);
  }

  stop() {
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.wake);
  }
}

function inWords(pattern, seconds) {
  const m = Math.floor(seconds / 60);
  const ss = String(seconds % 60).padStart(2, "0");
  return pattern.replace("{m}", m).replace("{ss}", ss);
}
