"use strict";
/* The take-home file at work: it checks answers, keeps a log, and shows the code to bring back.
   Numbers are read as efficacy/activities/numbers_read.py reads them, and the code is made as
   efficacy/reports/take_home/code.py makes it; tests hold the pairs together. */
(() => {
  // ------------------------------------------------------------------ numbers as people type them
  const LONGEST = 40;
  const LETTER = "[\\p{L}\\p{Nl}\\p{No}]";
  const GROUPED = /^[1-9]\d{0,2}([ ',.])\d{3}(?:\1\d{3})*$/;
  const LAKHS = /^[1-9]\d?(?:,\d\d)+,\d{3}$/;
  const PLAIN = /^\d+$/;
  const MIXED = /^(\d+)\s+(\d+)\s*\/\s*(\d+)$/;
  const PARTED = /^(\S+?)\s*\/\s*(\S+)$/;
  const DASH = new RegExp(`${LETTER}\\s*-\\s+[\\d.,]`, "u");
  const AROUND = /[^\d\s.,'/+-]+/;
  const UNITS = ["mm", "cm", "dm", "km", "ft", "in", "yd", "m"];

  const isLetter = (sign) => sign !== undefined && new RegExp(`^${LETTER}$`, "u").test(sign);

  // A square or a cube that belongs to a unit, such as m² or ft3, is no number of its own.
  // (No lookbehind: older phones refuse the whole script for one.)
  const withoutPowers = (text) => {
    const signs = Array.from(text);
    const kept = [];
    for (let at = 0; at < signs.length; at += 1) {
      const sign = signs[at];
      const before = signs[at - 1];
      if (sign === "²" || sign === "³") {
        if (isLetter(before)) continue;
        if (before !== undefined && /\s/.test(before) && isLetter(signs[at - 2])) {
          kept.pop();
          continue;
        }
      }
      const isPower = (one) => one === "2" || one === "3";
      if (sign === "^" && isPower(signs[at + 1]) && isLetter(before) &&
          !/\p{Nd}/u.test(signs[at + 2] ?? "")) {
        at += 1;
        continue;
      }
      if (isPower(sign) && isUnit(signs, at) && !isMore(signs, at + 1)) continue;
      kept.push(sign);
    }
    return kept.join("");
  };
  const isUnit = (signs, end) => UNITS.some((unit) => {
    const start = end - unit.length;
    return start >= 0 && signs.slice(start, end).join("").toLowerCase() === unit &&
      !isLetter(signs[start - 1]);
  });
  const isMore = (signs, at) => /\p{Nd}/u.test(signs[at] ?? "") ||
    (/[.,]/.test(signs[at] ?? "") && /\p{Nd}/u.test(signs[at + 1] ?? ""));

  const digitOf = (sign) => {
    // Digits of a script follow each other from zero to nine.
    let value = 0;
    for (let code = sign.codePointAt(0) - 1; /\p{Nd}/u.test(String.fromCodePoint(code)); code -= 1) {
      value += 1;
    }
    return String(value % 10);
  };

  const plain = (typed) => {
    const bare = withoutPowers(Array.from(typed).slice(0, 2 * LONGEST).join(""));
    return bare
      .replace(/\p{No}/gu, " $& ")
      .normalize("NFKC")
      .replace(/[−–—‒﹣－]/gu, "-")
      .replace(/[’‘ʼ`´]/gu, "'")
      .replace(/[⁄∕÷]/gu, "/")
      .trim()
      .split(/\s+/)
      .join(" ")
      .replace(/\p{Nd}/gu, (sign) => (/[0-9]/.test(sign) ? sign : digitOf(sign)))
      .replace(/(\d)[.,]\s?-{1,2}(?!\s*[\d.,])/g, "$1");
  };

  const bareNumber = (text) => {
    const pieces = text.split(AROUND).map((piece) => piece.trim());
    const found = pieces.filter((piece) => /\d/.test(piece));
    if (found.length !== 1) return "";
    const isFirst = pieces.indexOf(found[0]) === 0;
    const number = found[0].replace(/^[,.']+\s+|\s*[,.']+$/g, "");
    return (text.startsWith("-") && !isFirst ? "-" : "") + number;
  };

  const ratio = (top, bottom) => ({ top, bottom });
  const tenTo = (places) => 10n ** BigInt(places);
  const times = (one, factor) => ratio(one.top * factor, one.bottom);

  const decimals = (body) => {
    if (PLAIN.test(body)) return [ratio(BigInt(body), 1n)];
    const found = [];
    if (GROUPED.test(body) || LAKHS.test(body)) found.push(ratio(BigInt(body.replace(/\D/g, "")), 1n));
    for (const mark of [".", ","]) {
      const at = body.lastIndexOf(mark);
      if (at < 0) continue;
      const whole = body.slice(0, at);
      const rest = body.slice(at + 1);
      if (whole.includes(mark) || !/^\d*$/.test(rest) || !(whole || rest)) continue;
      if (whole && !(PLAIN.test(whole) || GROUPED.test(whole) || LAKHS.test(whole))) continue;
      const digits = whole.replace(/\D/g, "") || "0";
      const scale = tenTo(rest.length);
      found.push(ratio(BigInt(digits) * scale + BigInt(rest || "0"), scale));
    }
    return found;
  };

  const unsigned = (body) => {
    const mixed = MIXED.exec(body);
    if (mixed) {
      const [whole, top, bottom] = mixed.slice(1).map(BigInt);
      return bottom ? [ratio(whole * bottom + top, bottom)] : [];
    }
    const parts = PARTED.exec(body);
    if (!parts) return decimals(body);
    return decimals(parts[1]).flatMap((top) => decimals(parts[2])
      .filter((bottom) => bottom.top !== 0n)
      .map((bottom) => ratio(top.top * bottom.bottom, top.bottom * bottom.top)));
  };

  const readings = (typed) => {
    const text = plain(typed);
    if (Array.from(text).length > LONGEST) return [];
    const isPercent = text.includes("%") || text.toLowerCase().includes("percent");
    const [, mark, rest] = /^([+-]?)\s*([^]*)$/.exec(bareNumber(text));
    const sign = mark === "-" ? -1n : 1n;
    const signs = sign < 0n && DASH.test(text) ? [sign, -sign] : [sign];
    const found = signs.flatMap((one) => unsigned(rest.trim()).map((number) => times(number, one)));
    const hundredth = found.map((number) => ratio(number.top, number.bottom * 100n));
    return isPercent ? found.concat(hundredth) : found;
  };

  const exactly = (written) => {
    const [top, bottom] = written.split("/");
    return ratio(BigInt(top), BigInt(bottom ?? "1"));
  };
  const isNear = (one, other, tolerance) => {
    const gap = one.top * other.bottom - other.top * one.bottom;
    const size = gap < 0n ? -gap : gap;
    return size * tolerance.bottom <= tolerance.top * one.bottom * other.bottom;
  };

  // ------------------------------------------------------------------------- the code to bring back
  const COUNTS = [
    ["day", 9], ["change", 6], ["tries", 10], ["right", 10], ["rung", 4], ["outcome", 2], ["lines", 4],
  ];
  const timesX = (value) => (value & 16 ? (value << 1) ^ 0b100101 : value << 1);
  const codeOf = (tag, done, facts) => {
    const bits = COUNTS.map(([name, size]) => {
      const count = name === "outcome" ? facts.outcomes.indexOf(done.outcome) : done[name];
      return Math.min(count, 2 ** size - 1).toString(2).padStart(size, "0");
    }).join("");
    const values = Array.from(tag, (sign) => facts.alphabet.indexOf(sign));
    for (let at = 0; at < bits.length; at += 5) values.push(parseInt(bits.slice(at, at + 5), 2));
    let sum = 0;
    let weighted = 0;
    for (const value of values) {
      sum ^= value;
      weighted = timesX(weighted) ^ value;
    }
    const wanted = sum ^ timesX(timesX(weighted));
    const first = [...facts.alphabet].findIndex((_, value) => (value ^ timesX(value)) === wanted);
    values.push(first, sum ^ first);
    return values.map((value) => facts.alphabet[value]).join("").match(/.{4}/g).join("-");
  };

  // ----------------------------------------------------------------------------- what is kept here
  const facts = JSON.parse(document.getElementById("facts").textContent);
  const KEY = `can-do ${facts.tag}`;
  const nothing = () => ({
    day: 0, change: 0, tries: 0, right: 0, rung: 0, outcome: "", answered: [], rows: [],
  });
  let isKept = true;
  const load = () => {
    try {
      localStorage.setItem(`${KEY} probe`, "1");
      localStorage.removeItem(`${KEY} probe`);
      return { ...nothing(), ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
    } catch {
      isKept = false;
      return nothing();
    }
  };
  const state = load();
  const changed = () => {
    const day = Math.max(0, Math.floor(Date.now() / 86400000) - facts.made);
    // A clock that goes backwards makes no code older.
    if (day > state.day) {
      state.day = day;
      state.change = 0;
    }
    state.change += 1;
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
    } catch {
      isKept = false;
    }
    show();
  };

  // ------------------------------------------------------------------------------------ the screen
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const one = (id) => document.getElementById(id);
  const set = (id, text) => {
    if (one(id)) one(id).textContent = text;
  };
  const made = (tag, words, looks = "") => {
    const element = document.createElement(tag);
    element.textContent = words;
    element.className = looks;
    return element;
  };

  const show = () => {
    if (one("not-kept")) one("not-kept").hidden = isKept;
    if (!one("code")) return;
    const hasDone = state.day > 0 || state.change > 0;
    one("no-code").hidden = hasDone;
    one("has-code").hidden = !hasDone;
    set("code", codeOf(facts.tag, { ...state, lines: state.rows.length }, facts));
    set("tries", hasDone ? String(state.tries) : "");
    set("right", hasDone ? String(state.right) : "");
    all("[data-outcome]").forEach((box) => {
      box.classList.toggle("is-so", box.dataset.outcome === state.outcome);
    });
  };

  const startTask = (item) => {
    const number = Number(item.dataset.task);
    const task = facts.tasks[number];
    const said = item.querySelector(".said");
    const isDone = () => state.answered.includes(number);
    let isHelped = false;
    item.classList.toggle("is-answered", isDone());
    all(".help", item).forEach((help) => help.addEventListener("toggle", () => {
      isHelped = isHelped || help.open;
    }));
    item.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = item.querySelector("input").value.trim();
      if (!typed) return;
      const found = readings(typed);
      const hits = (value) => found.some(
        (number_) => isNear(number_, exactly(value), exactly(task.tolerance)));
      if (!found.length) {
        said.textContent = facts.words.unreadable;
        return;
      }
      const isRight = hits(task.value);
      const slip = task.slips.find((known) => hits(known.value));
      const line = isRight ? task.right : (slip ?? { line: task.miss }).line;
      // A function, so that no sign that is typed means anything.
      said.textContent = line.replace("{typed}", () => `“${typed}”`);
      if (isDone()) return;
      state.answered.push(number);
      state.tries += 1;
      state.right += isRight && !isHelped ? 1 : 0;
      state.rung = task.rung;
      item.classList.add("is-answered");
      changed();
    });
  };

  const startGoal = () => all("input[name=outcome]").forEach((choice) => {
    choice.checked = choice.value === state.outcome;
    choice.addEventListener("change", () => {
      state.outcome = choice.value;
      changed();
    });
  });

  const drawRows = () => {
    const place = one("added");
    place.replaceChildren(...state.rows.map((row, at) => {
      const entry = made("article", "", "entry");
      entry.append(made("p", row.day, "soft"), made("p", row.did, "own"));
      if (row.shows) entry.append(made("p", `… ${row.shows}`, "own"));
      const remove = made("button", facts.words.remove, "second");
      remove.type = "button";
      remove.addEventListener("click", () => {
        state.rows.splice(at, 1);
        changed();
        drawRows();
        one("did").focus();
      });
      entry.append(remove);
      return entry;
    }));
  };

  const startLog = () => {
    const form = document.querySelector("form.add");
    if (!form) return;
    drawRows();
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const [did, shows] = [one("did").value.trim(), one("shows").value.trim()];
      if (!did && !shows) return;
      const day = new Date().toLocaleDateString(
        document.documentElement.lang, { day: "numeric", month: "long" });
      state.rows.push({ day, did, shows });
      form.reset();
      changed();
      drawRows();
      one("did").focus();
    });
  };

  all(".task").forEach(startTask);
  startGoal();
  startLog();
  show();
  window.canDo = { readings, codeOf };
  // Last: where something above is not known to this browser, the page stays one to read.
  document.documentElement.classList.add("works");
})();
