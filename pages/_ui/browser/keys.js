/* Keeps the one key alive on the console.
 *
 * Streamlit's shortcuts do nothing while a form control has the focus. After a
 * tap on a switch PageDown would be dead, in the middle of a session. A switch
 * has no use for that key, so it is handed to the page.
 */

const KEYS = ["PageDown", "PageUp"];
const IDLE = ["checkbox", "radio"]; // controls that PageDown means nothing to

let installed = false;

export function passOn() {
  if (installed) return;
  installed = true;
  window.addEventListener(
    "keydown",
    (event) => {
      const { target, key, code } = event;
      const isIdle = target instanceof HTMLInputElement && IDLE.includes(target.type);
      if (!KEYS.includes(key) || !isIdle || event.ctrlKey || event.altKey) return;
      if (!document.querySelector(".st-key-next-place")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key, code, bubbles: true }));
    },
    true,
  );
}
