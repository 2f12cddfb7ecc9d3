/* Asking Streamlit for a rerun until it has happened.
 *
 * A trigger given while Streamlit's own socket is down is thrown away, and
 * Streamlit does not rerun on reconnect. So whoever needs a rerun asks again
 * every second until the page shows what it should. While a run is under way
 * it waits: a second request would only start that run anew.
 */

const AGAIN_MS = 1000;
const LOOK_MS = 100;

const app = () => document.querySelector('[data-testid="stApp"]');

function canListen() {
  const link = app()?.getAttribute("data-test-connection-state") ?? "CONNECTED";
  const run = app()?.getAttribute("data-test-script-state");
  return link === "CONNECTED" && run !== "running";
}

export class Asker {
  /** `ask()` gives the trigger; `isShown(target)` tells whether the page has caught up with it. */
  constructor(ask, isShown) {
    this.ask = ask;
    this.isShown = isShown;
    this.target = undefined;
    this.asked = -Infinity;
    this.isFresh = false; // this target has not been asked for yet
    this.timer = 0;
  }

  /** See to it that the page shows `target`: ask at once when it is new, then every second. */
  want(target) {
    if (target !== this.target) this.isFresh = true;
    this.target = target;
    this.look();
  }

  look() {
    if (this.isShown(this.target)) return this.rest();
    this.timer ||= setInterval(() => this.look(), LOOK_MS);
    const isDue = this.isFresh || performance.now() - this.asked >= AGAIN_MS;
    if (!isDue || !canListen()) return undefined;
    this.isFresh = false;
    this.asked = performance.now();
    return this.ask();
  }

  rest() {
    clearInterval(this.timer);
    this.timer = 0;
  }
}
