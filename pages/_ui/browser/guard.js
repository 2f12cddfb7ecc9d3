/* Keeps Streamlit's "Connection error" dialog from taking the page away.
 *
 * The dialog makes everything behind it inert and takes the focus, while a
 * person may be in the middle of a word; hiding it with CSS leaves the page
 * dead. So it may not take the focus, and is closed by its own button in the
 * very task that opened it: no key can fall between. Should the focus be lost
 * all the same, it goes back with its caret. Our own line says that the link
 * is down.
 */

const DIALOG = '[data-testid="stDialog"]';
const SENTENCE = "Connection error"; // Streamlit's own, in every language
const LONGEST_MS = 2000;

const isError = (dialog) => Boolean(dialog?.textContent.includes(SENTENCE));
const openDialog = () => [...document.querySelectorAll(DIALOG)].find(isError);

let place = null; // { element, start, end }: where the person was last
let goBack = null; // what is to be put back once the dialog is gone

function remember(element) {
  if (!element || element === document.body || element.closest?.(DIALOG)) return;
  place = { element, ...caretOf(element) };
}

function caretOf(element) {
  try {
    return { start: element.selectionStart, end: element.selectionEnd };
  } catch {
    return {}; // not every control has a caret
  }
}

function putBack() {
  const { element, start, end } = goBack.place;
  if (element.isConnected && document.activeElement !== element) {
    element.focus({ preventScroll: true });
    if (typeof start === "number") element.setSelectionRange?.(start, end);
  }
  const isDone = document.activeElement === element || performance.now() > goBack.until;
  if (isDone) goBack = null;
  else requestAnimationFrame(() => goBack && putBack());
}

function dismiss() {
  const dialog = openDialog();
  if (dialog) {
    if (place) goBack = { place, until: performance.now() + LONGEST_MS };
    dialog.querySelector('button[aria-label="Close"]')?.click();
  } else if (goBack) {
    putBack(); // only now: what is behind an open dialog cannot have the focus
  }
}

/* The dialog takes the focus before anyone is told that it is there. */
function refuseFocus() {
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function focusUnlessError(...how) {
    if (!isError(this.closest(DIALOG))) focus.apply(this, how);
  };
}

let isOn = false;

/** Watch for the dialog for the rest of this page's life. */
export function guard() {
  if (isOn) return;
  isOn = true;
  refuseFocus();
  document.addEventListener("focusin", (event) => remember(event.target), true);
  document.addEventListener("selectionchange", () => remember(document.activeElement));
  new MutationObserver(dismiss).observe(document.body, { childList: true, subtree: true });
  dismiss();
}
