/* Pause a paced script, go on, and set its letters larger or smaller.
 *
 * data: { key: string, passed_s: number, words: { pause, go_on, larger, smaller } }
 *
 * The lines of a [data-paced] list are paced by their style alone: --from and --for, counted
 * from --shift, which is set here by how long the part has been on and how long this screen
 * has paused. Each screen pauses for itself; a list that is drawn anew goes on where it was.
 */

const PACED = "[data-paced]";
const SIZES = [0.8, 1, 1.25, 1.5];
const readers = new WeakMap();

export default function pace({ data, parentElement }) {
  if (!readers.has(parentElement)) readers.set(parentElement, new Pacer());
  const mine = readers.get(parentElement);
  mine.update(data);
  return () =>
    setTimeout(() => {
      // Streamlit also cleans up after calls that a newer one has overtaken.
      if (!parentElement.isConnected && readers.delete(parentElement)) mine.end();
    });
}

class Pacer {
  constructor() {
    this.size = SIZES.indexOf(1);
    this.watch = new MutationObserver(() => this.draw());
    // The script is drawn beside this component, at any time before or after it.
    this.watch.observe(document.body, { childList: true, subtree: true });
  }

  update(data) {
    if (this.data?.key !== data.key) {
      this.paused_ms = 0;
      this.since = null; // when this screen was paused; null while it runs
    }
    this.data = data;
    this.read_ms = performance.now(); // when passed_s was true
    this.draw();
  }

  draw() {
    if (!this.data) return;
    for (const list of document.querySelectorAll(PACED)) {
      if (!list.nextElementSibling?.matches(".cd-pace")) list.after(this.bar(list));
    }
  }

  bar(list) {
    list.style.setProperty("--shift", `${(this.pausedFor() - this.passed()) / 1000}s`);
    const bar = document.createElement("div");
    bar.className = "cd-pace";
    const { words } = this.data;
    bar.append(
      button("", () => this.toggle()),
      button(words.smaller, () => this.resize(-1)),
      button(words.larger, () => this.resize(1)),
    );
    this.dress(list, bar);
    return bar;
  }

  dress(list, bar) {
    const [pause, smaller, larger] = bar.children;
    list.classList.toggle("is-paused", this.since !== null);
    list.style.setProperty("--size", SIZES[this.size]);
    pause.textContent = this.since === null ? this.data.words.pause : this.data.words.go_on;
    smaller.disabled = this.size === 0;
    larger.disabled = this.size === SIZES.length - 1;
  }

  dressAll() {
    for (const list of document.querySelectorAll(PACED)) {
      if (list.nextElementSibling?.matches(".cd-pace")) this.dress(list, list.nextElementSibling);
    }
  }

  toggle() {
    if (this.since === null) this.since = performance.now();
    else {
      this.paused_ms = this.pausedFor();
      this.since = null;
    }
    this.dressAll();
  }

  resize(by) {
    this.size = Math.min(SIZES.length - 1, Math.max(0, this.size + by));
    this.dressAll();
  }

  pausedFor() {
    return this.paused_ms + (this.since === null ? 0 : performance.now() - this.since);
  }

  passed() {
    return 1000 * this.data.passed_s + performance.now() - this.read_ms;
  }

  end() {
    this.watch.disconnect();
    for (const bar of document.querySelectorAll(".cd-pace")) bar.remove();
  }
}

function button(words, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  made.addEventListener("click", press);
  return made;
}
