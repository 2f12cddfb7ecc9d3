/* The buttons of the answer sheet: one press, one request, and what became of it. */

/** Draw an action. `press()` is called once it is meant; a confirmation comes first if asked for.
 *  Returns { root, say(state, text) } with state sending, waiting, refused or done. */
export function drawAction(action, words, press, el) {
  const button = el("button", { type: "button", class: `cd-button cd-${action.style}` }, action.label);
  const said = el("p", { class: "cd-status", role: "status" });
  const root = el("div", { class: "cd-action" }, button, said);
  let isBusy = false;
  const go = () => {
    if (!isBusy) press();
  };
  const ask = action.confirm ? confirmation(action, words, { el, root, button, go }) : go;
  button.addEventListener("click", () => isBusy || ask());
  return {
    root,
    say(state, text) {
      isBusy = state === "sending" || state === "waiting";
      // Not `disabled`: that would drop the focus and with it the reader's place.
      button.setAttribute("aria-disabled", String(isBusy));
      button.setAttribute("aria-busy", String(state === "sending"));
      said.dataset.state = state;
      if (said.textContent !== text) said.textContent = text;
    },
  };
}

/* A question in the page: the browser's own would stop the whole page, timers included. */
function confirmation(action, words, { el, root, button, go }) {
  const yes = el("button", { type: "button", class: "cd-button cd-primary" }, action.label);
  const no = el("button", { type: "button", class: "cd-button cd-quiet" }, words.cancel);
  const box = el(
    "div",
    { class: "cd-confirm", role: "group", "aria-label": action.confirm, hidden: true },
    el("p", {}, action.confirm),
    el("div", { class: "cd-answers" }, yes, no),
  );
  root.append(box);
  const close = () => {
    box.hidden = true;
    button.hidden = false;
    button.focus();
  };
  yes.addEventListener("click", () => {
    close();
    go();
  });
  no.addEventListener("click", close);
  box.addEventListener("keydown", (event) => event.key === "Escape" && close());
  return () => {
    button.hidden = true;
    box.hidden = false;
    no.focus();
  };
}
