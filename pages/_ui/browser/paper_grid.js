/* The grid for answers from paper: a row a person, a column a question, the keyboard alone.
 *
 * Digits type. As soon as no further digit could follow, the answer is saved and the cursor
 * goes on; Enter, Tab and the arrows leave a cell. What cannot be one of the answers is said
 * at once and sent nowhere. Nothing is kept in the browser's storage: the laptop may be shared.
 *
 * data: { post, cohort, session, survey, lang, columns: [{id, label, group, stem, points, range}],
 *         rows: [{id, name, typed: [item]}], words }
 */

const REQUEST_MS = 8000;
const RETRY_MS = { first: 500, most: 4000 };
const MOST_CELLS = 50; // in one request
const DONE = { saved: "is-saved", refused: "is-refused", saving: "is-saving", waiting: "is-saving" };
const grids = new WeakMap();
const pages = new Map(); // survey -> what was typed on this page; outlives a remount

export default function paperGrid({ data, parentElement }, kit) {
  if (!grids.has(parentElement)) grids.set(parentElement, new Grid(parentElement, kit.fields));
  const mine = grids.get(parentElement);
  mine.update(data);
  return () => setTimeout(() => parentElement.isConnected || grids.delete(parentElement));
}

/* ------------------------------------------------------------------- sending */

/* What was typed into one survey on this page, and what of it the server has not taken yet. */
class Typed {
  constructor(data) {
    this.where = { cohort: data.cohort, session: data.session, survey: data.survey };
    this.post = data.post;
    this.shown = new Map(); // cell -> { value, state, stored: the value that was saved last }
    this.waiting = new Map(); // cell -> { person, item, value }
    this.failures = 0;
    this.isSending = false;
    this.tell = () => {};
    window.addEventListener("online", () => this.send());
    window.addEventListener("beforeunload", (event) => {
      if (this.waiting.size) event.preventDefault();
    });
  }

  put(cell, person, item, value) {
    this.waiting.set(cell, { person, item, value });
    this.shown.set(cell, { ...this.shown.get(cell), value, state: "saving" });
    this.tell(cell);
    this.send();
  }

  /* A cell that was refused and never saved is as if nothing had been typed. */
  forget(cell) {
    const known = this.shown.get(cell);
    if (known?.state !== "refused" || known.stored !== undefined) return false;
    return this.shown.delete(cell);
  }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending || !this.waiting.size) return;
    this.isSending = true;
    const picked = [...this.waiting].slice(0, MOST_CELLS);
    try {
      const reply = await fetch(this.post, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ ...this.where, cells: picked.map(([, one]) => one) }),
        signal: AbortSignal.timeout(REQUEST_MS), // a reply that never comes must hold up no other
      });
      const said = await reply.json();
      if (reply.ok) this.settle(picked, said);
      else if (reply.status < 500) this.refuse(picked, said.sentence);
      else throw new Error(said.sentence);
    } catch {
      this.failures += 1; // no network, or a server that cannot save now: again, until it can
      for (const [cell] of picked) this.mark(cell, "waiting");
    }
    this.isSending = false;
    if (!this.waiting.size) return;
    const pause = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** (this.failures - 1));
    this.timer = setTimeout(() => this.send(), this.failures ? pause : 0);
  }

  settle(picked, { results, now_ms: nowMs }) {
    this.failures = 0;
    picked.forEach(([cell, sent], place) => {
      if (this.waiting.get(cell) !== sent) return; // something newer was typed meanwhile
      this.waiting.delete(cell);
      const result = results[place];
      const stored = result.ok ? sent.value : this.shown.get(cell).stored;
      const { saved_ms: savedMs, sentence } = result;
      this.mark(cell, result.ok ? "saved" : "refused", { savedMs, nowMs, sentence, stored });
    });
  }

  refuse(picked, sentence) {
    for (const [cell, sent] of picked) {
      if (this.waiting.get(cell) !== sent) continue;
      this.waiting.delete(cell);
      this.mark(cell, "refused", { sentence });
    }
  }

  mark(cell, state, more = {}) {
    this.shown.set(cell, { ...this.shown.get(cell), state, ...more });
    this.tell(cell);
  }
}

function typedOf(data) {
  const name = JSON.stringify([data.post, data.cohort, data.session, data.survey]);
  if (!pages.has(name)) pages.set(name, new Typed(data));
  return pages.get(name);
}

/* ------------------------------------------------------------------- the grid */

class Grid {
  constructor(parent, fields) {
    this.fields = fields;
    this.root = fields.el("div", { class: "pa-grid" });
    parent.append(this.root);
    this.root.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("input", (event) => this.typing(event.target));
    this.root.addEventListener("focusin", (event) => this.enter(event.target));
    this.root.addEventListener("focusout", (event) => this.leave(event.target));
  }

  update(data) {
    const looks = JSON.stringify(data);
    if (looks === this.looks) return; // a rerun of the page: nobody is disturbed
    this.looks = looks;
    this.data = data;
    this.typed = typedOf(data);
    this.typed.tell = (cell) => this.draw(cell);
    const at = document.activeElement?.dataset?.cell;
    this.build();
    for (const cell of this.typed.shown.keys()) this.draw(cell, { isQuiet: true });
    if (at) this.inputs.get(at)?.focus();
  }

  build() {
    const { el } = this.fields;
    const { columns, rows, words } = this.data;
    this.inputs = new Map(); // cell -> input
    this.counts = new Map(); // person -> the cell that counts their answers
    this.asked = el("p", { class: "pa-asked" });
    this.takes = el("p", { class: "pa-takes" });
    this.said = el("p", { class: "pa-said", role: "status" });
    const table = el("table", {}, this.head(columns, words), el("tbody"));
    table.tBodies[0].append(...rows.map((row, at) => this.row(row, at)));
    const bar = el("div", { class: "pa-bar" }, this.asked, this.takes, this.said);
    this.root.replaceChildren(bar, el("div", { class: "pa-scroll" }, table));
    rows.forEach((row) => this.count(row));
    this.show(0);
  }

  head(columns, words) {
    const { el } = this.fields;
    const groups = [];
    for (const column of columns) {
      const last = groups.at(-1);
      if (last?.name === column.group) last.span += 1;
      else groups.push({ name: column.group, span: 1 });
    }
    const above = groups.map((one) =>
      el("th", { scope: "colgroup", colspan: one.span, class: "is-first", title: one.name },
        el("span", {}, one.name)),
    );
    const numbers = columns.map((column, at) =>
      el("th", { scope: "col", title: column.label, class: this.edge(at) }, String(at + 1)),
    );
    return el("thead", {},
      el("tr", {}, el("td", { colspan: 2 }), ...above),
      el("tr", {}, el("th", { scope: "col", colspan: 2 }, words.person), ...numbers),
    );
  }

  edge(at) {
    const { columns } = this.data;
    return at === 0 || columns[at].group !== columns[at - 1].group ? "is-first" : "";
  }

  row(row, at) {
    const { el } = this.fields;
    const count = el("td", { class: "pa-count" });
    this.counts.set(row.id, count);
    const cells = this.data.columns.map((column, place) => this.cell(row, at, column, place));
    return el("tr", {}, el("th", { scope: "row", title: row.name }, row.name), count, ...cells);
  }

  cell(row, at, column, place) {
    const { el, fill } = this.fields;
    const { words } = this.data;
    const isTyped = row.typed.includes(column.id);
    const label = fill(words.cell, { name: row.name, n: place + 1, label: column.label });
    const cell = `${at}:${place}`;
    const input = el("input", {
      type: "text", inputmode: "numeric", autocomplete: "off", maxlength: 6, "data-cell": cell,
      "aria-label": isTyped ? `${label} (${words.typed})` : label,
      placeholder: isTyped ? "•" : "",
    });
    this.inputs.set(cell, input);
    return el("td", { class: this.edge(place) }, input);
  }

  /* ---- where the cursor is */

  placeOf(input) {
    const [row, column] = input.dataset.cell.split(":").map(Number);
    return { row, column, person: this.data.rows[row], asked: this.data.columns[column] };
  }

  go(row, column) {
    const { rows, columns } = this.data;
    const place = row * columns.length + column;
    if (place < 0 || place >= rows.length * columns.length) return;
    const input = this.inputs.get(`${Math.floor(place / columns.length)}:${place % columns.length}`);
    input.focus();
    input.select();
  }

  enter(input) {
    if (!input.dataset?.cell) return;
    const { row, column } = this.placeOf(input);
    this.show(column);
    for (const node of this.root.querySelectorAll(".is-here")) node.classList.remove("is-here");
    const table = this.root.querySelector("table");
    table.tBodies[0].rows[row].classList.add("is-here");
    table.tHead.rows[1].cells[column + 1].classList.add("is-here");
  }

  show(column) {
    const { el, fill } = this.fields;
    const { columns, words } = this.data;
    const { label, stem, range } = columns[column];
    const number = fill(words.question, { n: column + 1, total: columns.length });
    this.asked.replaceChildren(el("b", {}, number), ` ${stem} ${label}`);
    this.takes.textContent = fill(words.takes, { range });
  }

  /* ---- the keys */

  key(event) {
    const input = event.target;
    if (!input.dataset?.cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const { row, column } = this.placeOf(input);
    const steps = {
      ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [0, 1],
    };
    const step = event.key === "Enter" && event.shiftKey ? [0, -1] : steps[event.key];
    if (step) {
      event.preventDefault();
      if (this.commit(input)) this.go(row + step[0], column + step[1]);
    } else if (event.key === "Delete" || (event.key === "Backspace" && input.value === "")) {
      event.preventDefault();
      this.give(input, null);
    } else if (event.key === "Escape") {
      this.restore(input);
    } else if (event.key.length === 1 && !/[0-9]/.test(event.key)) {
      event.preventDefault();
      this.refuse(input, event.key);
    }
  }

  /* Saved as soon as no answer could be meant that goes on; refused when none can be. */
  typing(input) {
    const typed = input.value.trim();
    if (!typed) return;
    const { row, column, asked } = this.placeOf(input);
    const texts = asked.points.map(String);
    const goesOn = texts.some((text) => text !== typed && text.startsWith(typed));
    if (goesOn) return;
    if (!texts.includes(typed)) this.refuse(input, typed);
    else if (this.commit(input)) this.go(row, column + 1);
  }

  leave(input) {
    if (input.dataset?.cell) this.commit(input);
  }

  /* Returns whether the cursor may go on: not while the cell holds what is no answer. */
  commit(input) {
    const typed = input.value.trim();
    const { asked } = this.placeOf(input);
    const known = this.known(input);
    const before = known?.value === undefined || known.value === null ? "" : String(known.value);
    if (typed === before) return true;
    if (typed === "") this.give(input, null);
    else if (asked.points.map(String).includes(typed)) this.give(input, Number(typed));
    else {
      this.refuse(input, typed);
      return false;
    }
    return true;
  }

  cellOf({ person, asked }) {
    return JSON.stringify([person.id, asked.id]);
  }

  known(input) {
    return this.typed.shown.get(this.cellOf(this.placeOf(input)));
  }

  give(input, value) {
    const place = this.placeOf(input);
    const { person, asked } = place;
    input.value = value === null ? "" : String(value);
    input.classList.remove("is-wrong");
    if (value === null && this.isEmpty(input, place)) return;
    input.placeholder = "";
    this.typed.put(this.cellOf(place), person.id, asked.id, value);
  }

  /* Whether there is nothing to empty on the server. */
  isEmpty(input, { person, asked }) {
    if (this.typed.forget(this.cellOf({ person, asked }))) input.className = "";
    return !this.known(input) && !person.typed.includes(asked.id);
  }

  restore(input) {
    const known = this.known(input);
    input.value = known?.value ?? "";
    input.classList.remove("is-wrong");
  }

  /* What is typed stays in the cell, selected: the next digit takes its place. */
  refuse(input, found) {
    const { words } = this.data;
    const { asked } = this.placeOf(input);
    input.classList.add("is-wrong");
    if (document.activeElement === input) input.select();
    const points = asked.points.length > 12 ? asked.range : asked.points.join(" ");
    const sentence = this.fields.fill(words.not_one, { points, found });
    this.say(this.known(input) ? `${sentence} ${words.stays}` : sentence, "is-wrong");
  }

  /* ---- what is told */

  draw(cell, { isQuiet = false } = {}) {
    const { fill, clockTime } = this.fields;
    const { rows, columns, words, lang } = this.data;
    const [person, item] = JSON.parse(cell);
    const row = rows.findIndex((one) => one.id === person);
    const column = columns.findIndex((one) => one.id === item);
    const input = this.inputs.get(`${row}:${column}`);
    if (!input) return;
    const { value, state, savedMs, nowMs, sentence } = this.typed.shown.get(cell);
    const isBeingTyped = document.activeElement === input && input.value !== "";
    if (!isBeingTyped) input.value = value ?? "";
    input.classList.remove(...Object.values(DONE));
    input.classList.add(DONE[state]);
    this.count(rows[row]);
    if (isQuiet) return;
    const time = savedMs ? clockTime(savedMs, nowMs, lang) : "";
    const place = { name: rows[row].name, n: column + 1, sentence, time };
    if (state === "waiting") this.say(fill(words.cell_waiting, { n: this.typed.waiting.size }), "is-wrong");
    else if (state === "saving") this.say(words.cell_saving);
    else if (state === "refused") this.say(fill(words.cell_refused, place), "is-wrong");
    else if (!this.root.querySelector("input.is-wrong"))
      this.say(fill(value === null ? words.cell_emptied : words.cell_saved, place));
  }

  count(row) {
    const { columns, words } = this.data;
    const isThere = ({ id }) => {
      const known = this.typed.shown.get(JSON.stringify([row.id, id]));
      return known ? known.state === "saved" && known.value !== null : row.typed.includes(id);
    };
    const n = columns.filter(isThere).length;
    const counted = this.fields.fill(words.count, { n, total: columns.length });
    this.counts.get(row.id).textContent = counted;
  }

  say(text, mood = "") {
    this.said.textContent = text;
    this.said.className = `pa-said ${mood}`;
  }
}
