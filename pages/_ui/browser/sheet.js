/* The answer sheet: everything a participant gives goes through here.
 *
 * Python hands it fields and actions (see components.py for the shape of the
 * data); each change is posted at once, and what cannot be posted waits in the
 * queue. A rerun brings new data and updates what is there: nothing that has
 * the focus is ever built anew.
 */

const sheets = new WeakMap();
const given = new Map(); // what this page knows of each answer; outlives a remount
let serial = 0;

export default function sheet(component, kit) {
  const { parentElement } = component;
  if (!sheets.has(parentElement)) sheets.set(parentElement, new Sheet(parentElement, kit));
  const mine = sheets.get(parentElement);
  mine.update(component);
  return () =>
    setTimeout(() => {
      // Streamlit also cleans up after calls that a newer one has overtaken.
      if (!parentElement.isConnected && sheets.delete(parentElement)) mine.end();
    });
}

class Sheet {
  constructor(parent, kit) {
    this.kit = kit;
    this.parent = parent;
    this.root = kit.fields.el("div", { class: "cd-sheet" });
    parent.append(this.root);
    this.acted = 0;
    this.asker = new kit.trigger.Asker(
      () => this.component.setTriggerValue("acted", this.acted),
      (counter) => counter <= (this.data.acted ?? 0),
    );
  }

  update(component) {
    const { data } = component;
    const name = JSON.stringify([data.owner, data.run, data.attempt, data.keep, data.post]);
    if (this.data?.open && !data.open) this.queue.hurry(); // the last words were given in time
    this.component = component;
    this.data = data;
    document.documentElement.lang = data.lang;
    const isFresh = name !== this.name;
    // Somebody who pressed a button here goes on here: with the keyboard, too.
    const isInside = isFresh && this.root.contains(document.activeElement);
    if (isFresh) this.begin(name);
    this.dress();
    this.notices();
    this.reconcile(data);
    this.drawHints();
    this.drawActions();
    if (isInside) this.root.querySelector("input, textarea, button")?.focus({ preventScroll: true });
    this.asker.want(this.acted);
  }

  /* A new run or attempt is a fresh sheet; what is unsent of the old one stays in the queue. */
  begin(name) {
    const { el } = this.kit.fields;
    this.name = name;
    this.root.dataset.attempt = this.data.attempt;
    this.queue?.hurry();
    this.stopListening?.();
    this.queue = this.kit.queue.queueOf(this.data.owner, this.data.post);
    this.stopListening = this.queue.listen((event) => this.hear(event));
    this.controls = new Map(); // node id -> { control, signature, ... }
    this.acts = new Map();
    this.notice = el("div", { class: "cd-notices" });
    this.fields = el("div", { class: "cd-fields" });
    this.hints = el("div", { class: "cd-hints", role: "status" });
    this.actions = el("div", { class: "cd-actions" });
    this.root.replaceChildren(this.notice, this.fields, this.hints, this.actions);
  }

  /* The reader may change the theme at any time. */
  dress() {
    const primary = getComputedStyle(this.parent).getPropertyValue("--st-primary-color");
    if (primary === this.primary) return;
    this.primary = primary;
    this.root.style.setProperty("--cd-on-primary", readableOn(primary));
  }

  end() {
    this.queue.hurry();
    this.stopListening();
    this.asker.rest();
  }

  notices() {
    const { words, open, keep } = this.data;
    const isMute = keep && !this.kit.queue.storageWorks();
    const said = [isMute ? words.no_storage : "", open ? "" : words.closed].filter(Boolean);
    if (this.notice.dataset.said === said.join()) return;
    this.notice.dataset.said = said.join();
    const { el } = this.kit.fields;
    this.notice.replaceChildren(
      ...said.map((text) => el("p", { class: "cd-notice", role: "status" }, text)),
    );
  }

  /* ------------------------------------------------------------- the fields */

  reconcile({ fields, open }) {
    const wanted = [];
    let group = "";
    let stemId = "";
    for (const field of fields) {
      if (field.group && field.group !== group) {
        const heading = this.heading(field);
        wanted.push(heading.root);
        stemId = heading.stemId;
      }
      group = field.group ?? "";
      const node = this.field({ ...field, stemId: group ? stemId : "" });
      node.control.setOpen(open);
      this.refresh(node, field.value);
      if (field.mark) this.mark(node, field.mark, open);
      wanted.push(node.control.root);
    }
    this.place(wanted);
  }

  /* Nodes that already stand in the right place are not touched: moving one takes its focus. */
  place(wanted) {
    for (const node of [...this.fields.children]) if (!wanted.includes(node)) node.remove();
    wanted.forEach((node, index) => {
      const there = this.fields.children[index];
      if (there !== node) this.fields.insertBefore(node, there ?? null);
    });
  }

  heading(field) {
    const { el } = this.kit.fields;
    const name = JSON.stringify(["group", field.group, field.group_stem]);
    if (!this.controls.has(name)) {
      const stemId = field.group_stem ? `cd-${(serial += 1)}` : "";
      const stem = stemId ? el("p", { class: "cd-stem", id: stemId }, field.group_stem) : null;
      const root = el("div", { class: "cd-group" }, el("h2", {}, field.group), stem);
      this.controls.set(name, { root, stemId });
    }
    return this.controls.get(name);
  }

  /* A mark is an answer of its own that stands in the frame of its question. */
  mark(owner, { value, ...looks }, open) {
    const labelId = `${owner.uid}-label`;
    const node = this.field({ ...looks, kind: "mark", labelId, value });
    node.owner = owner;
    node.control.setOpen(open);
    owner.control.carry(node.control.root);
    this.refresh(node, value);
  }

  /* Draw a field once; again only if its words have changed and nobody is in it. */
  field(field) {
    const { value, mark, ...looks } = field; // a mark is drawn by itself
    const signature = JSON.stringify([looks, this.data.lang]);
    const known = this.controls.get(field.id);
    const isKept = known && (known.signature === signature || known.control.hasFocus());
    if (isKept) return known;
    const uid = `cd-${(serial += 1)}`;
    const node = { field, signature, uid, memory: this.memory(field), isShown: false };
    node.control = this.kit.fields.draw(field, this.data.words, uid, {
      give: (given, how = {}) => this.give(node, given, how),
      leave: () => this.data.keep && this.queue.hurry(),
      clear: () => this.clear(node),
      tell: (state, said) => node.owner?.control.status(state, said),
    });
    this.controls.set(field.id, node);
    return node;
  }

  memory(field) {
    const name = `${this.name}${field.id}`;
    if (!given.has(name)) given.set(name, { value: field.value, base: undefined, own: new Set() });
    return given.get(name);
  }

  /* The server's value is taken when it is news: not what was said last time, and not one of
   * those this page gave itself, which a rerun that was under way may bring back late. */
  refresh(node, value) {
    const { memory, control } = node;
    const unsent = this.unsentOf(node.field.id);
    const said = canonical(value);
    const isNews = memory.base !== said && !memory.own.has(said);
    const isTaken = !isNews || (!unsent.length && !control.hasFocus());
    if (isTaken) memory.base = said; // what had to wait is still news next time
    if (isNews && isTaken) memory.value = value;
    if (!node.isShown) this.showFirst(node, unsent);
    else if (isNews && isTaken) control.set(value);
  }

  showFirst(node, unsent) {
    const { words, keep } = this.data;
    for (const entry of unsent) node.memory.value = withEntry(node.memory.value, entry);
    node.isShown = true;
    node.control.set(node.memory.value);
    const isEmpty = canonical(node.memory.value) === "null";
    const [refused] = unsent.filter((entry) => entry.refused !== undefined);
    if (!keep) node.control.status("", words.not_kept);
    else if (refused) this.refused(node, refused.refused);
    else if (unsent.length) node.control.status("waiting", words.waiting);
    else if (!isEmpty) node.control.status("saved", words.saved_before);
  }

  unsentOf(id) {
    return this.data.keep ? this.queue.of(this.data.run, id, this.data.attempt) : [];
  }

  /* -------------------------------------------------------- giving an answer */

  give(node, value, { option = null, quietMs = 0 } = {}) {
    const { run, attempt, keep, words } = this.data;
    node.memory.value = withEntry(node.memory.value, { option, value });
    node.memory.own.add(canonical(node.memory.value));
    if (!keep) {
      node.control.status("", words.not_kept);
      return;
    }
    node.control.status("saving", "");
    this.queue.put({ run, item: node.field.id, attempt, option, value }, { quietMs });
  }

  clear(node) {
    const options = node.field.kind === "choices" ? node.field.options.map(({ id }) => id) : [null];
    for (const option of options) this.give(node, null, { option });
    node.control.set(null);
  }

  hear({ type, entry, ...more }) {
    if (entry.run !== this.data.run) return;
    if (entry.kind === "action") {
      this.hearAction(type, entry, more);
      return;
    }
    const node = this.controls.get(entry.item);
    if (!node?.control || entry.attempt !== this.data.attempt || !this.data.keep) return;
    const { words } = this.data;
    if (type === "refused") this.refused(node, more.sentence);
    else if (type === "waiting") node.control.status("waiting", words.waiting);
    else if (!this.unsentOf(entry.item).length) {
      const pattern = more.late ? words.late : words.saved;
      const time = this.kit.fields.clockTime(more.saved_ms, more.now_ms, this.data.lang);
      node.control.status("saved", this.kit.fields.fill(pattern, { time }));
      if (this.data.live) this.runAgain(entry.counter);
    }
  }

  refused(node, sentence) {
    const { words } = this.data;
    const hint = ["text", "number"].includes(node.field.kind) ? ` ${words.copy}` : "";
    node.control.status("refused", `${sentence || words.refused}${hint}`);
  }

  /* ------------------------------------------------------------- the actions */

  drawActions() {
    const { actions, lang } = this.data;
    const signature = JSON.stringify([actions, lang]);
    if (signature === this.actions.dataset.signature) return;
    this.actions.dataset.signature = signature;
    const wanted = actions.map((action) => this.action(action, JSON.stringify([action, lang])).root);
    for (const node of [...this.actions.children]) if (!wanted.includes(node)) node.remove();
    wanted.forEach((node, index) => {
      const there = this.actions.children[index];
      if (there !== node) this.actions.insertBefore(node, there ?? null);
    });
  }

  action(action, signature) {
    const known = this.acts.get(action.id);
    if (known?.signature === signature) return known;
    const drawn = this.kit.actions.drawAction(
      action, this.data.words, () => this.act(action), this.kit.fields.el,
    );
    drawn.signature = signature;
    this.acts.set(action.id, drawn);
    const asked = this.queue.of(this.data.run, action.id, this.data.attempt);
    if (asked.some((entry) => entry.refused === undefined))
      drawn.say("waiting", this.data.words.action_waiting);
    return drawn;
  }

  act(action) {
    this.acts.get(action.id).say("sending", this.data.words.sending);
    this.queue.hurry();
    this.queue.act(this.data.run, action.id, this.data.attempt);
  }

  hearAction(type, entry, { reply, sentence }) {
    if (entry.attempt !== this.data.attempt) return; // of a view that is gone
    const { words } = this.data;
    const button = this.acts.get(entry.item);
    if (type === "waiting") button?.say("waiting", words.action_waiting);
    else if (type === "refused") button?.say("refused", sentence || words.refused);
    else {
      button?.say("done", reply.sentence ?? "");
      if (reply.rerun) this.runAgain(entry.counter);
    }
  }

  /* The page is worked out anew: for what a press brought, or for what was written meanwhile. */
  runAgain(counter) {
    this.acted = counter;
    this.asker.want(counter);
  }

  /* ------------------------------------------------------- what is said of it */

  drawHints() {
    const hints = this.data.hints ?? [];
    const said = JSON.stringify(hints);
    if (this.hints.dataset.said === said) return;
    this.hints.dataset.said = said;
    const { el } = this.kit.fields;
    this.hints.replaceChildren(...hints.map((text) => el("p", {}, text)));
  }
}

/* ------------------------------------------------------------------ helpers */

/* An entry of several choices says one option; any other is the whole value. */
function withEntry(value, { option, value: now }) {
  if (option === null || option === undefined) return now;
  const rest = (value ?? []).filter((id) => id !== option);
  return now ? [...rest, option] : rest;
}

/* Values as text that can be compared: the order of several options says nothing. */
function canonical(value) {
  const isEmpty = value === undefined || value === null || value === "" || value.length === 0;
  return isEmpty ? "null" : JSON.stringify(Array.isArray(value) ? [...value].sort() : value);
}

/* Black or white, whichever is easier to read on the theme's colour (WCAG 2 contrast). */
function readableOn(colour) {
  const ink = document.createElement("canvas").getContext("2d");
  ink.fillStyle = colour.trim() || "#000";
  ink.fillRect(0, 0, 1, 1);
  const [r, g, b] = [...ink.getImageData(0, 0, 1, 1).data].map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? "#000" : "#fff";
}
