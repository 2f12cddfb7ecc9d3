/* The controls of the answer sheet: real form controls, one builder a kind.
 *
 * `draw(field, words, uid, hear)` returns a control:
 *   root            the element
 *   set(value)      show a value (null: nothing given); never while it has the focus
 *   setOpen(bool)   whether it takes answers; closed controls stay readable
 *   status(state, text)   "", saving, saved, waiting, refused, invalid
 *   hasFocus()
 *   carry(mark)     take the mark on this question into its frame
 * and tells `hear` { give(value, {option, quietMs}), leave(), clear() }.
 */

/** Build an element; attributes that are null or false are left out. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== null && value !== undefined && value !== false)
      node.setAttribute(name, value === true ? "" : value);
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** Put values into the places of a sentence; what a value holds is never a place. */
export const fill = (sentence, values) =>
  sentence.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

const CLOCK_OFF_MS = 120000;

/** The time as the person's own clock shows it, so that it can be compared with it. */
export function clockTime(savedMs, nowMs, lang) {
  const off = Date.now() - nowMs;
  const shown = new Date(savedMs + (Math.abs(off) > CLOCK_OFF_MS ? off : 0));
  return shown.toLocaleTimeString(lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

const QUIET_MS = 600;

export function draw(field, words, uid, hear) {
  const kinds = { rating: points, scale: points, choice, choices, text, number, mark };
  return kinds[field.kind](field, words, uid, hear);
}

/* ------------------------------------------------------ what all fields share */

function describers(field, uid) {
  const ids = [field.stemId, field.help && `${uid}-help`, `${uid}-status`];
  return ids.filter(Boolean).join(" ");
}

function helpOf(field, uid) {
  return field.help ? el("p", { class: "cd-help", id: `${uid}-help` }, field.help) : null;
}

/* The status has two voices: "saving" is for the eye only, what has become of an answer is also
 * read aloud. The second keeps its words while the first shows, so nothing is said twice. */
function footOf(words, uid, hear) {
  const spoken = el("span", { class: "cd-said" });
  const eye = el("span", { class: "cd-saving", "aria-hidden": "true" }, words.saving);
  const status = el("p", { class: "cd-status", id: `${uid}-status`, role: "status" }, spoken, eye);
  const clear = el(
    "button",
    { type: "button", class: "cd-clear", id: `${uid}-clear`,
      "aria-labelledby": `${uid}-clear ${uid}-label` },
    words.clear,
  );
  clear.addEventListener("click", () => hear.clear());
  const root = el("div", { class: "cd-foot" }, status, clear);
  return {
    root,
    clear,
    carry: (mark) => mark.parentElement === root || root.insertBefore(mark, clear),
    say(state, said) {
      status.dataset.state = state;
      if (state !== "saving" && spoken.textContent !== said) spoken.textContent = said;
    },
  };
}

/* A button that vanishes under the finger takes the focus with it: hand it on first. */
function showClear(clear, isShown, heir) {
  if (!isShown && document.activeElement === clear) heir?.focus({ preventScroll: true });
  clear.classList.toggle("cd-away", !isShown);
  clear.disabled = !isShown;
}

/* --------------------------------------------------- radios and checkboxes */

function buttons(field, words, uid, hear, { type, items, look, extra = null }) {
  const foot = footOf(words, uid, hear);
  const inputs = new Map();
  const cells = items.map(({ value, body, name }) => {
    const input = el("input", { type, name: uid, value, "aria-label": name });
    inputs.set(String(value), input);
    input.addEventListener("change", () =>
      type === "radio"
        ? hear.give(value)
        : hear.give(input.checked ? 1 : 0, { option: value }),
    );
    return el("label", { class: "cd-cell" }, input, ...body);
  });
  const root = el(
    "fieldset",
    { class: `cd-field ${look}`, "aria-describedby": describers(field, uid) },
    el("legend", { class: "cd-label", id: `${uid}-label` }, field.label),
    helpOf(field, uid),
    el("div", { class: "cd-cells", style: `--cd-n:${items.length}` }, ...cells),
    extra,
    foot.root,
  );
  let isOpen = true;
  const chosen = () => [...inputs.values()].filter((input) => input.checked);
  const control = {
    root,
    hasFocus: () => false, // a choice is whole the moment it is made
    carry: foot.carry,
    set(value) {
      const wanted = new Set([value ?? []].flat().map(String));
      for (const [name, input] of inputs) input.checked = wanted.has(name);
      control.refresh();
    },
    refresh() {
      const first = inputs.values().next().value;
      showClear(foot.clear, isOpen && chosen().length > 0, chosen()[0] ?? first);
    },
    setOpen(now) {
      isOpen = now;
      for (const input of inputs.values()) input.disabled = !now;
      control.refresh();
    },
    status(state, said) {
      foot.say(state, said);
    },
  };
  root.addEventListener("change", control.refresh);
  return control;
}

/* rating and scale: numbers in a row, the named ones with their names */
function points(field, words, uid, hear) {
  const { low, high, step = 1, anchors = {} } = field;
  const items = [];
  for (let value = low; value <= high; value += step) {
    const anchor = anchors[String(value)];
    const seen = el("span", { class: "cd-anchor", "aria-hidden": "true" }, anchor ?? "");
    const number = el("span", { class: "cd-number" }, String(value));
    const name = anchor ? `${value}, ${anchor}` : null;
    items.push({ value, name, body: [number, seen] });
  }
  const isNamed = items.every(({ value }) => anchors[String(value)]);
  const look = isNamed ? "cd-named" : `cd-points ${items.length > 7 ? "cd-many" : "cd-few"}`;
  const named = items.filter(({ value }) => anchors[String(value)]);
  const legend = named.map(({ value }) =>
    el("span", {}, el("b", {}, String(value)), ` ${anchors[String(value)]}`),
  );
  const extra = isNamed ? null : el("div", { class: "cd-anchors", "aria-hidden": "true" }, ...legend);
  return buttons(field, words, uid, hear, { type: "radio", items, look, extra });
}

const optionItems = (field) =>
  field.options.map(({ id, label }) => ({
    value: id,
    name: null,
    body: [el("span", { class: "cd-mark", "aria-hidden": "true" }), el("span", {}, label)],
  }));

function choice(field, words, uid, hear) {
  const items = optionItems(field);
  return buttons(field, words, uid, hear, { type: "radio", items, look: "cd-list" });
}

function choices(field, words, uid, hear) {
  const items = optionItems(field);
  return buttons(field, words, uid, hear, { type: "checkbox", items, look: "cd-list cd-several" });
}

/* ------------------------------------------------------------------- marks */

/* A quiet switch in the frame of another question, named with that question's words. What becomes
 * of it is said where it is said of the answer. */
function mark(field, words, uid, hear) {
  const root = el(
    "button",
    { type: "button", class: "cd-unclear", id: uid, "aria-pressed": "false",
      "aria-labelledby": `${uid}-words ${field.labelId}` },
    el("span", { class: "cd-mark", "aria-hidden": "true" }),
    el("span", { id: `${uid}-words` }, field.label),
  );
  const isOn = () => root.getAttribute("aria-pressed") === "true";
  const control = {
    root,
    hasFocus: () => false,
    set: (value) => root.setAttribute("aria-pressed", String(Boolean(value))),
    setOpen: (now) => root.setAttribute("aria-disabled", String(!now)),
    status: (state, said) => hear.tell(state, said),
  };
  root.addEventListener("click", () => {
    if (root.getAttribute("aria-disabled") === "true") return;
    control.set(!isOn());
    hear.give(isOn() ? 1 : null);
  });
  return control;
}

/* ------------------------------------------------------------ typed answers */

function typed(field, words, uid, hear, { input, look, after = null, read }) {
  const foot = footOf(words, uid, hear);
  const root = el(
    "div",
    { class: `cd-field ${look}` },
    el("label", { class: "cd-label", id: `${uid}-label`, for: input.id }, field.label),
    helpOf(field, uid),
    el("div", { class: "cd-typed" }, input, after),
    foot.root,
  );
  let isOpen = true;
  const control = {
    root,
    input,
    hasFocus: () => document.activeElement === input,
    carry: foot.carry,
    set(value) {
      const shown = value === null || value === undefined ? "" : String(value);
      if (input.value !== shown) input.value = shown;
      control.refresh();
    },
    refresh() {
      showClear(foot.clear, isOpen && input.value !== "", input);
    },
    setOpen(now) {
      isOpen = now;
      input.readOnly = !now; // disabled text can be neither selected nor read aloud
      control.refresh();
    },
    status(state, said) {
      const isWrong = state === "refused" || state === "invalid";
      if (isWrong) input.setAttribute("aria-invalid", "true");
      else input.removeAttribute("aria-invalid");
      input.dataset.select = String(state === "refused");
      foot.say(state, said);
    },
  };
  input.setAttribute("aria-describedby", describers(field, uid));
  input.addEventListener("input", () => {
    control.refresh();
    read(control);
  });
  input.addEventListener("blur", () => hear.leave());
  // What was refused is there to be copied: one touch selects it all.
  input.addEventListener("focus", () => {
    if (input.readOnly && input.dataset.select === "true") input.select();
  });
  return control;
}

function text(field, words, uid, hear) {
  const attributes = { id: `${uid}-input`, class: "cd-input", maxlength: field.max_length };
  const input = field.long
    ? el("textarea", { ...attributes, rows: 4 })
    : el("input", { ...attributes, type: "text", autocomplete: "off", enterkeyhint: "done" });
  const count = el("p", { class: "cd-count", hidden: true });
  const few = Math.max(20, Math.round(field.max_length * 0.2));
  const read = () => hear.give(input.value === "" ? null : input.value, { quietMs: QUIET_MS });
  const control = typed(field, words, uid, hear, { input, look: "cd-text", after: count, read });
  const plain = control.refresh;
  control.refresh = () => {
    const left = field.max_length - input.value.length;
    count.hidden = left > few;
    count.textContent = fill(words.characters_left, { n: left });
    plain();
  };
  return control;
}

/** Read a number as people type it; null for nothing, NaN for what is none. */
export function numberFrom(typedText) {
  const trimmed = typedText.trim();
  if (trimmed === "") return null;
  return /^[-+]?(\d+([.,]\d*)?|[.,]\d+)$/.test(trimmed) ? Number(trimmed.replace(",", ".")) : NaN;
}

function number(field, words, uid, hear) {
  const { low, high } = field;
  const unit = field.unit ? el("span", { class: "cd-unit", id: `${uid}-unit` }, field.unit) : null;
  const input = el("input", {
    id: `${uid}-input`, class: "cd-input", type: "text", inputmode: "decimal",
    autocomplete: "off", enterkeyhint: "done",
  });
  const problem = (value) => {
    if (Number.isNaN(value)) return words.not_a_number;
    const isOutside = value !== null && (value < low || value > high);
    return isOutside ? fill(words.out_of_range, { low, high }) : "";
  };
  const read = () => {
    const value = numberFrom(input.value);
    if (!problem(value)) hear.give(value, { quietMs: QUIET_MS });
  };
  const control = typed(field, words, uid, hear, { input, look: "cd-digits", after: unit, read });
  // Half a number is no mistake: complain when the person has finished.
  input.addEventListener("change", () => {
    const said = problem(numberFrom(input.value));
    if (said) control.status("invalid", said);
  });
  if (unit) input.setAttribute("aria-describedby", `${uid}-unit ${describers(field, uid)}`);
  return control;
}
