// The script of the desk: one file, no build, no library. What documents say is only ever put into text nodes and
// attributes, never into markup. Offsets are code points, as Python counts them: [...text].length, not text.length.
"use strict";

const api = async (path, body) => {
  const asked = body === undefined ? {} : {
    method: "POST", headers: {"content-type": "application/json"}, body: JSON.stringify(body),
  };
  const answer = await fetch(path, asked);
  if (answer.status === 401) location.assign("/login");
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) throw Object.assign(new Error(told.error || told.detail || answer.statusText), {status: answer.status});
  return told;
};

const requestName = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), b => b.toString(16).padStart(2, "0")).join("");

const element = (name, given = {}, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") made.className = value;
    else if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return made;
};

const $ = selector => document.querySelector(selector);
const $$ = selector => [...document.querySelectorAll(selector)];
const points = text => [...text].length;
const units = (text, count) => [...text].slice(0, count).join("").length; // code points to UTF-16 units

const say = (text, bad = false) => {
  const status = $("#status");
  status.textContent = text;
  status.classList.toggle("bad", bad);
};

// ---- forms of the other pages -----------------------------------------------------------------------------------

const forms = {
  async invite(form) {
    const told = await api("/api/invitations", {name: form.elements.name.value});
    const made = $(".invite .made");
    made.hidden = false;
    made.querySelector("output").textContent = told.link || told.error;
  },
  async adjudicate(form, button) {
    const difference = form.closest("[data-difference]");
    const {first, second} = form.dataset;
    await api(`/api/documents/${document.body.dataset.document}/adjudications`, {
      request: requestName(), first, second, difference: difference.dataset.difference,
      take: button.value, reason: form.elements.reason.value,
    });
    difference.classList.add("decided");
    form.querySelector("output").textContent = `✓ ${button.textContent}`;
  },
  async import(form) {
    const file = form.elements.file.files[0];
    const query = new URLSearchParams({format: form.elements.format.value, replace: form.elements.replace.checked});
    const answer = await fetch(`/api/import?${query}`, {method: "POST", body: file});
    const told = await answer.json();
    if (!answer.ok) throw new Error(told.error || answer.statusText);
    const words = {documents: told.documents, changed: told.changed + told.gone, bad: told.bad.length};
    form.querySelector("output").textContent = form.dataset.told.replace(/\{(\w+)\}/g, (_, name) => words[name]);
    form.querySelector(".bad-records").replaceChildren(...told.bad.map(b => element("li", {}, `${b.where}: ${b.why}`)));
  },
};

document.addEventListener("submit", event => {
  const form = event.target.closest("form[data-do]");
  if (!form) return;
  event.preventDefault();
  forms[form.dataset.do](form, event.submitter).catch(error => say(error.message, true));
});

// ---- the document ------------------------------------------------------------------------------------------------

const state = {
  number: 0, words: {}, about: null, page: null, items: new Map(), findings: {items: [], total: 0, offset: 0},
  selected: null, candidate: null, marked: null, mode: "", table: null, cell: null, paper: 0, chain: Promise.resolve(),
};
const FIGURES = ["AMOUNT", "PERCENT"];
const LIMIT = 50;

const ui = (name, given = {}) => state.words.ui[name].replace(/\{(\w+)\}/g, (_, key) => given[key]);
const here = path => `/api/documents/${state.number}${path}`;
const id = (kind, key) => `${kind} ${key}`;
const itemOf = (kind, key) => state.items.get(id(kind, key)) ||
  (kind === "finding" ? state.findings.items.find(f => f.key === key) : undefined);
const current = () => state.selected && itemOf(state.selected.kind, state.selected.key);
const ofKind = kind => [...state.items.values()].filter(i => i.kind === kind);
const spans = () => ofKind("span").sort((a, b) => a.begins - b.begins || a.ends - b.ends);
const textAt = (start, end) => state.page.pieces.flatMap(p => p.type === "text" ? [p] : p.cells)
  .filter(p => p.start < end && p.end > start)
  .map(p => [...p.text].slice(Math.max(0, start - p.start), end - p.start).join("")).join("");
const labelName = label => state.words.labels[label] || label;

// -- loading

async function open() {
  state.number = Number(document.body.dataset.document);
  state.words = JSON.parse(document.body.dataset.words);
  state.about = await api(here(""));
  $("#table-choice").replaceChildren(...state.about.tables.map(t => element("option", {value: t.id}, t.name || `${t.id + 1}`)));
  showDone();
  await Promise.all([turn(pageFromHash()), loadFindings(0)]);
  showCard();
  panel(innerWidth < 1000 ? "text" : "table");
  document.body.dataset.ready = "yes";
}

const pageFromHash = () => Math.min(Math.max(Number(location.hash.slice(2)) || 0, 0), state.about.pages.length - 1);

async function turn(number) {
  if (number < 0 || number >= state.about.pages.length) return false;
  state.page = await api(here(`/pages/${number}`));
  state.items = new Map(state.page.items.map(i => [id(i.kind, i.key), i]));
  for (const f of state.findings.items) if (state.items.has(id("finding", f.key))) Object.assign(f, state.items.get(id("finding", f.key)));
  history.replaceState(null, "", `#p${number}`);
  showProse();
  $("#prose").scrollTop = 0;
  return true;
}

async function loadFindings(offset, around = "") {
  const query = new URLSearchParams({offset, limit: LIMIT, show: $("#finding-filter").value, around});
  state.findings = await api(here(`/findings?${query}`));
  showFindings();
}

const pageOf = offset => {
  const found = state.about.pages.findIndex(([, end]) => offset < end);
  return found < 0 ? state.about.pages.length - 1 : found;
};

async function go(offset) {
  const number = pageOf(offset);
  if (number !== state.page.number) await turn(number);
  const place = elementsAt(offset, offset + 1)[0];
  if (place) place.scrollIntoView({block: "center"});
}

// -- what is shown

function showProse() {
  const made = [];
  let grid = null;
  for (const piece of state.page.pieces) {
    if (piece.type === "text") {
      grid = null;
      made.push(paragraph(piece));
      continue;
    }
    if (!grid || grid.dataset.table !== String(piece.table)) {
      grid = element("table", {"data-table": piece.table});
      if (piece.name) grid.append(element("caption", {}, piece.name, piece.unit ? element("small", {}, ` ${piece.unit}`) : ""));
      made.push(element("div", {class: "scroll", tabindex: 0}, grid));
    }
    addRow(grid, piece);
  }
  $("#prose").replaceChildren(...made);
  $("#page-of").textContent = ui("page_of", {page: state.page.number + 1, pages: state.about.pages.length});
  showSelection();
}

function paragraph(piece) {
  const name = piece.level ? `h${Math.min(piece.level + 1, 6)}` : "p";
  return element(name, {class: `zone-${piece.zone}`}, ...segments(piece));
}

// Marks may nest and cross, so the text is cut at every edge and each part carries the keys of all that cover it.
function segments(piece) {
  const text = [...piece.text];
  const covering = [...spans(), ...ofKind("finding")].filter(i => i.begins < piece.end && i.ends > piece.start);
  const cuts = new Set([piece.start, piece.end]);
  for (const i of covering) for (const at of [i.begins, i.ends]) if (at > piece.start && at < piece.end) cuts.add(at);
  const edges = [...cuts].sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, n) => {
    const end = edges[n + 1];
    const over = covering.filter(i => i.begins <= start && i.ends >= end);
    return segment(text.slice(start - piece.start, end - piece.start).join(""), start, end, over);
  });
}

function segment(text, start, end, over) {
  const span = over.filter(i => i.kind === "span").sort((a, b) => (a.ends - a.begins) - (b.ends - b.begins))[0];
  const finding = over.find(i => i.kind === "finding");
  const made = element("span", {"data-start": start, "data-end": end}, text);
  if (span) {
    made.className = `en ${span.body.label} is-${span.status}`;
    made.dataset.span = span.key;
  }
  if (finding) {
    made.classList.add("fd", `fd-${finding.body.verdict || finding.body.severity || "missed"}`);
    made.dataset.finding = finding.key;
  }
  const first = [span, finding].find(i => i && i.begins === start);
  if (first) {
    made.setAttribute("role", "button");
    made.setAttribute("tabindex", "-1");
    made.setAttribute("aria-label", first.kind === "span"
      ? `${labelName(first.body.label)} ${text}, ${state.words.status[first.status]}`
      : `${ui("findings")} ${state.words.kinds[first.body.kind] || ""} ${text}`);
  }
  return made;
}

function addRow(grid, piece) {
  const part = piece.header ? "thead" : "tbody";
  if (!grid.lastElementChild || grid.lastElementChild.localName !== part) grid.append(element(part));
  grid.lastElementChild.append(row(piece));
}

function row(piece) {
  const made = element("tr", {});
  let at = 0;
  for (const cell of piece.cells) {
    if (cell.column > at) made.append(element("td", {colspan: cell.column - at}));
    made.append(cellElement(cell, piece));
    at = cell.column + cell.columns;
  }
  return made;
}

function cellElement(cell, piece) {
  const finding = ofKind("finding").find(i => i.begins < cell.end && i.ends > cell.start);
  const made = element(piece.header ? "th" : "td", {
    "data-start": cell.start, "data-end": cell.end, "data-table": piece.table, "data-cell": cell.start < cell.end,
    scope: piece.header && "col", colspan: cell.columns > 1 && cell.columns, class: cell.number ? "number" : "",
  }, cell.text);
  if (finding) {
    made.classList.add("fd", `fd-${finding.body.verdict || finding.body.severity || "missed"}`);
    made.dataset.finding = finding.key;
  }
  return made;
}

const elementsAt = (start, end) => $$("#prose [data-start]").filter(e => Number(e.dataset.start) < end && Number(e.dataset.end) > start);

function showSelection() {
  for (const e of $$("#prose .selected, #prose .evidence, #prose .candidate")) e.classList.remove("selected", "evidence", "candidate");
  const item = current();
  if (!item) return;
  for (const e of elementsAt(item.begins, item.ends)) {
    e.classList.add("selected");
    if (Number(e.dataset.start) === item.begins) e.setAttribute("aria-current", "true");
  }
  for (const e of $$("#prose [aria-current]")) if (!e.classList.contains("selected")) e.removeAttribute("aria-current");
  if (item.kind === "finding") for (const one of item.body.evidence || []) elementsAt(one.start, one.end).forEach(e => e.classList.add("evidence"));
  if (state.candidate) elementsAt(state.candidate.begins, state.candidate.ends).forEach(e => e.classList.add("candidate"));
}

function showFindings() {
  const {items, total, offset, counts} = state.findings;
  $("#finding-count").textContent = counts ? `${counts.all - counts.open}/${counts.all}` : "";
  $("#finding-list").replaceChildren(...(items.length ? items.map(findingRow) : [element("li", {class: "empty"}, ui("no_findings"))]));
  $("#finding-pager").hidden = total <= LIMIT;
  $("#finding-pager span").textContent = `${offset + 1}–${Math.min(offset + LIMIT, total)} / ${total}`;
}

function findingRow(item) {
  const {body} = item;
  const chosen = state.selected && state.selected.kind === "finding" && state.selected.key === item.key;
  return element("li", {
    role: "option", "aria-selected": String(Boolean(chosen)), "data-finding": item.key, id: `finding-${item.key}`,
    class: `finding ${body.severity || "missed"} ${body.verdict ? `v-${body.verdict}` : ""}`,
  },
  element("span", {class: "tag"}, state.words.kinds[body.kind] || body.kind || ""),
  body.severity ? element("span", {class: `tag ${body.severity}`}, state.words.severities[body.severity]) : null,
  body.verdict ? element("span", {class: `tag verdict ${body.verdict}`}, state.words.verdicts[body.verdict]) : null,
  element("p", {}, message(item)));
}

const message = ({body, suggested}) => {
  const told = suggested || body;
  return (document.documentElement.lang === "en" && told.message_en) || told.message || told.reason || told.expected || "";
};

function showCard() {
  const card = $("#card");
  const item = current();
  card.replaceChildren(...(item ? (item.kind === "finding" ? findingCard(item) : spanCard(item)) : [element("p", {class: "hint"}, ui("nothing_selected"))]));
  const hint = {relate: "relating", link: "linking", select: "selecting"}[state.mode];
  if (hint) card.prepend(element("p", {class: "mode", role: "alert"}, ui(hint)));
  document.body.dataset.mode = state.mode;
}

function spanCard(item) {
  const parts = [element("p", {class: "head"},
    element("span", {class: `tag en ${item.body.label}`}, labelName(item.body.label)),
    element("b", {}, textAt(item.begins, item.ends)),
    element("span", {class: `tag is-${item.status}`}, state.words.status[item.status]))];
  const facts = element("dl", {});
  const fact = (name, ...value) => facts.append(element("dt", {}, name), element("dd", {}, ...value));
  for (const r of ofKind("relation").filter(r => r.body.source === item.key && r.status !== "gone")) {
    const target = itemOf("span", r.body.target);
    fact(ui("explains"), jump(target ? textAt(target.begins, target.ends) : "…", "span", r.body.target));
  }
  for (const l of linksOf(item)) fact(ui("states"), element("button", {type: "button", class: "jump", onclick: () => working(() => showTable(l.body.cell_start))}, "→ ", ui("table")));
  const aspects = itemOf("aspects", item.key);
  if (aspects && aspects.status !== "gone") {
    const told = Object.entries(aspects.body.values).map(([name, value]) => element("span", {class: "tag"}, `${state.words.aspects[name]} ${value}`));
    fact(ui("aspects"), ...told);
  }
  if (item.rule) fact(ui("rule"), element("code", {}, item.rule), ` ${Math.round(item.confidence * 100)}%`);
  parts.push(facts, reasonField(item));
  return parts;
}

function findingCard(item) {
  const told = item.suggested || item.body;
  const buttons = ["right", "wrong", "arguable"].map(v => element("button", {
    type: "button", class: `verdict ${v}`, "aria-pressed": String(item.body.verdict === v), onclick: () => working(() => judge(v)),
  }, state.words.verdicts[v]));
  const evidence = (told.evidence || []).map(e => element("button", {type: "button", class: "jump", onclick: () => working(() => go(e.start))}, e.text));
  return [
    element("p", {class: "head"}, element("span", {class: "tag"}, state.words.kinds[told.kind] || told.kind || ""),
      element("b", {}, told.stated || textAt(item.body.start, item.body.end) || "…"), " → ", element("b", {class: "expected"}, item.body.expected || told.expected || "?")),
    element("p", {class: "verdicts", role: "group", "aria-label": ui("findings")}, ...(item.status === "added" ? [] : buttons)),
    element("p", {}, message(item)),
    told.computation ? element("p", {class: "computation"}, told.computation) : null,
    evidence.length ? element("p", {class: "jumps"}, `${ui("evidence")} `, ...evidence) : null,
    (told.rules || []).length ? element("p", {class: "small"}, `${ui("rule")} `, ...told.rules.map(r => element("code", {}, r))) : null,
    reasonField(item),
  ].filter(Boolean);
}

const jump = (text, kind, key) => element("button", {type: "button", class: "jump", onclick: () => working(() => select(kind, key))}, text);

function reasonField(item) {
  const input = element("input", {id: "reason", maxlength: 2000, placeholder: ui("reason_hint"), "aria-label": ui("reason")});
  input.value = item.kind === "finding" ? item.body.reason || "" : item.reason || "";
  input.addEventListener("keydown", event => {
    if (event.key === "Escape") input.blur();
    if (event.key !== "Enter") return;
    event.preventDefault();
    const reason = input.value;
    const told = item.kind === "finding" ? putFinding(item, {reason, verdict: item.body.verdict || "arguable"}) : put(item.kind, item.key, item.body, item.version, reason);
    working(() => change([told]));
    $("#prose").focus();
  });
  return element("label", {class: "reason"}, element("span", {}, ui("reason")), input);
}

// -- choosing

async function select(kind, key, {scroll = true} = {}) {
  state.selected = key ? {kind, key} : null;
  state.marked = null;
  state.candidate = null;
  if (state.mode !== "link") state.mode = "";
  let item = current();
  if (item && scroll) {
    await go(item.body && item.kind === "finding" ? item.body.start ?? item.begins : item.begins);
    item = current();
  }
  showSelection();
  showCard();
  markFinding();
  if (item) await showConcerned(item);
}

function markFinding() {
  for (const li of $$("#finding-list [role=option]")) {
    const chosen = state.selected && state.selected.kind === "finding" && li.dataset.finding === state.selected.key;
    li.setAttribute("aria-selected", String(Boolean(chosen)));
    if (chosen) {
      li.scrollIntoView({block: "nearest"});
      $("#finding-list").setAttribute("aria-activedescendant", li.id);
    }
  }
}

const linksOf = span => ofKind("link").filter(l => l.body.span === span.key && l.status !== "gone");

// The table that a selected thing is about, with its cell marked.
async function showConcerned(item) {
  const at = item.kind === "finding" ? cellOfFinding(item) : (linksOf(item)[0] || {body: {}}).body.cell_start;
  if (at !== undefined) await showTable(at, false);
  if (!$("#paper").hidden) await showPaper();
}

function cellOfFinding(item) {
  const told = item.suggested || item.body;
  const places = [{start: item.body.start}, ...(told.evidence || []).filter(e => ["cell", "total", "part", "whole"].includes(e.role)), ...(told.evidence || [])];
  return places.length ? places.map(p => p.start) : undefined;
}

async function showTable(at, front = true) {
  for (const offset of [at].flat()) {
    const place = await api(here(`/places?at=${offset}&end=${offset + 1}`));
    if (place.table !== null) {
      await loadTable(place.table, offset);
      if (front) panel("table");
      return;
    }
  }
}

async function loadTable(table, at) {
  state.table = await api(here(`/tables/${table}?at=${at}`));
  state.cell = at;
  $("#table-choice").value = String(table);
  const grid = element("table", {role: "grid", "aria-label": state.table.name},
    element("caption", {}, state.table.name, element("small", {}, ` ${state.table.unit}`)));
  for (const piece of state.table.rows) addRow(grid, piece);
  $("#grid").replaceChildren(grid);
  const linked = new Set(ofKind("link").filter(l => l.status !== "gone").map(l => l.body.cell_start));
  for (const td of $$("#grid [data-cell]")) if (linked.has(Number(td.dataset.start))) td.classList.add("linked");
  const {begins, total, step} = state.table;
  $("#table-pager").hidden = total <= step;
  $("#table-pager span").textContent = ui("rows_of", {first: begins + 1, last: Math.min(begins + step, total), total});
  markCell();
}

function markCell() {
  let marked = null;
  for (const td of $$("#grid [data-start]")) {
    const on = Number(td.dataset.start) <= state.cell && state.cell < Number(td.dataset.end);
    td.classList.toggle("marked", on);
    td.toggleAttribute("aria-selected", on);
    if (on) marked = td;
  }
  for (const e of $$("#grid .head-of")) e.classList.remove("head-of");
  if (!marked) return;
  const box = marked.getBoundingClientRect();
  for (const th of $$("#grid th")) {
    const its = th.getBoundingClientRect();
    if (its.left < box.right - 1 && its.right > box.left + 1) th.classList.add("head-of");
  }
  [...marked.parentElement.children].filter(c => c !== marked && !c.classList.contains("number")).forEach(c => c.classList.add("head-of"));
  marked.scrollIntoView({block: "nearest", inline: "nearest"});
}

function panel(name) {
  document.body.dataset.shows = name;
  for (const tab of $$("[role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.panel === name));
  $("#table").hidden = name === "paper";
  $("#paper").hidden = name !== "paper";
  return name === "paper" ? showPaper() : undefined;
}

async function showPaper(number) {
  const sheet = $("#sheet");
  if (!state.about.pictures) {
    sheet.replaceChildren(element("p", {class: "empty"}, ui("no_paper")));
    return;
  }
  const item = current();
  if (!number) {
    const place = item ? await api(here(`/places?at=${item.begins}&end=${item.ends}`)) : {paper: state.page.paper};
    number = place.paper || state.paper || 1;
  }
  if (number < 1 || number > state.about.pictures) return;
  const boxes = await api(here(`/boxes/${number}`));
  state.paper = number;
  const picture = element("img", {src: here(`/pictures/${number}.png`), alt: `${ui("paper")} ${number}`});
  const holder = element("div", {class: "sheet"}, picture);
  picture.addEventListener("load", () => {
    holder.append(overlay(boxes, picture));
    const chosen = holder.querySelector(".selected");
    if (chosen) chosen.scrollIntoView({block: "center"});
  });
  sheet.replaceChildren(holder);
  $("#paper-of").textContent = `${number} / ${state.about.pictures}`;
}

function overlay(boxes, picture) {
  const SVG = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(SVG, "svg");
  const {scale} = state.about;
  svg.setAttribute("viewBox", `0 0 ${picture.naturalWidth / scale} ${picture.naturalHeight / scale}`);
  for (const one of boxes) {
    const [left, top, right, bottom] = one.box;
    const rect = document.createElementNS(SVG, "rect");
    const given = {x: left - 1, y: top - 1, width: right - left + 2, height: bottom - top + 2, class: `box ${one.kind} ${one.label}`};
    for (const [key, value] of Object.entries(given)) rect.setAttribute(key, value);
    if (state.selected && state.selected.key === one.key) rect.classList.add("selected");
    rect.addEventListener("click", () => working(() => select(one.kind, one.key)));
    svg.append(rect);
  }
  return svg;
}

// -- changing

const put = (kind, key, body, base, reason = "") => ({kind, key, state: "put", body, base, reason});
const gone = item => ({kind: item.kind, key: item.key, state: "gone", base: item.version});

function putFinding(item, more) {
  const {start, end, kind = "", expected = "", reason = "", verdict} = {...item.body, ...more};
  return put("finding", item.key, {start, end, kind, expected, reason, verdict}, item.version, reason);
}

// One batch after the other, in the order of the strokes. A request whose answer is lost is sent again under its name.
function change(changes) {
  return queued(() => sent("/changes", {request: requestName(), changes, analysis: state.about.analysis}), "saved");
}

function queued(work, word) {
  state.chain = state.chain.then(async () => {
    say(ui("saving"));
    try {
      const told = await work();
      told.said.forEach(apply);
      showProse();
      showFindings();
      showCard();
      say(ui(word));
      return told.said;
    } catch (error) {
      if (error.status === 409) {
        await Promise.all([turn(state.page.number), loadFindings(state.findings.offset)]);
        showCard();
        say(ui("conflict"), true);
      } else say(ui("failed", {reason: error.message}), true);
      return [];
    }
  });
  return state.chain;
}

async function sent(path, body, tries = 4) {
  try {
    return await api(here(path), body);
  } catch (error) {
    if (error.status || tries <= 1) throw error;
    await new Promise(done => setTimeout(done, 400 * (5 - tries)));
    return sent(path, body, tries - 1);
  }
}

function apply(said) {
  if (said.kind === "document") {
    state.about.done = said.state === "put";
    state.about.done_version = said.version;
    showDone();
    return;
  }
  const known = [state.items.get(id(said.kind, said.key)), said.kind === "finding" && state.findings.items.find(f => f.key === said.key)].filter(Boolean);
  if (!known.length && said.state === "put") {
    const made = {...said, status: "added", suggested: null, confidence: 1, rule: "", begins: said.body.start ?? -1, ends: said.body.end ?? -1};
    if (made.begins < 0 || pageOf(made.begins) === state.page.number) state.items.set(id(said.kind, said.key), made);
    if (said.kind === "finding") state.findings.items.push(made);
  }
  for (const item of new Set(known)) {
    item.version = said.version;
    item.reason = said.reason;
    item.body = said.state === "put" ? said.body : item.suggested || item.body;
    const same = item.suggested && JSON.stringify(sorted(said.body)) === JSON.stringify(sorted(item.suggested));
    item.status = said.state === "put" ? (!item.suggested ? "added" : same || said.kind === "finding" ? "accepted" : "changed") : said.state;
    if (said.state === "open" && item.suggested) item.body = item.suggested;
    if (said.state !== "put" && !item.suggested) {
      state.items.delete(id(said.kind, said.key));
      state.findings.items = state.findings.items.filter(f => f.key !== said.key || f.suggested);
    }
    if (item.body && item.body.start !== undefined) [item.begins, item.ends] = [item.body.start, item.body.end];
  }
}

const sorted = value => value && typeof value === "object" && !Array.isArray(value)
  ? Object.fromEntries(Object.keys(value).sort().map(k => [k, sorted(value[k])])) : value;

async function restore(path, word, nothing) {
  const said = await queued(() => sent(path, {request: requestName()}), word) || [];
  if (!said.length) return say(ui(nothing));
  const first = said.find(s => s.kind === "span" || s.kind === "finding");
  if (first && itemOf(first.kind, first.key)) await select(first.kind, first.key);
  else showSelection();
  say(ui(word));
  return undefined;
}

function relabel(label) {
  if (state.marked) {
    const {start, end} = state.marked;
    const key = `h:${requestName().slice(0, 16)}`;
    endMode();
    return change([put("span", key, {label, start, end}, 0)]).then(() => select("span", key));
  }
  const item = current();
  return item && item.kind === "span" && change([put("span", item.key, {...item.body, label}, item.version)]);
}

function resize(start, end) {
  const item = current();
  if (!item || item.kind !== "span") return;
  const body = {...item.body, start: item.body.start + start, end: item.body.end + end};
  if (body.start < body.end && body.start >= 0) change([put("span", item.key, body, item.version, item.reason)]);
}

async function grow() {
  const item = current();
  const from = state.marked || (item && item.kind === "span" && item.body);
  if (!from) return;
  const span = await api(here(`/grow?start=${from.start}&end=${from.end}`));
  if (state.marked) mark(span.start, span.end);
  else change([put("span", item.key, {...item.body, ...span}, item.version, item.reason)]);
}

// What rests on a span goes with it, and comes back with it.
function remove() {
  const item = current();
  if (!item || item.kind !== "span") return;
  if (item.status === "gone") {
    change([put("span", item.key, item.body, item.version)]);
    return;
  }
  const resting = [...ofKind("relation").filter(r => r.body.source === item.key || r.body.target === item.key), ...linksOf(item),
    ...ofKind("aspects").filter(a => a.key === item.key)].filter(i => i.status !== "gone");
  change([gone(item), ...resting.map(gone)]);
}

function accept() {
  const item = current();
  if (!item) return step(1);
  if (item.kind === "finding") {
    if (item.status === "open") judge("right");
  } else if (item.status === "open") {
    const about = [item, ...ofKind("relation").filter(r => r.body.source === item.key), ...linksOf(item), ...ofKind("aspects").filter(a => a.key === item.key)];
    change(about.filter(i => i.status === "open").map(i => put(i.kind, i.key, i.body, i.version)));
  }
  return step(1);
}

function judge(verdict) {
  const item = current();
  if (item && item.kind === "finding") change([putFinding(item, {verdict})]);
}

async function step(by) {
  const item = current();
  if (item && item.kind === "finding") return stepFinding(by);
  const every = spans();
  const at = item ? every.findIndex(s => s.key === item.key) : by > 0 ? -1 : every.length;
  const next = every[at + by];
  if (next) return select("span", next.key);
  if (!(await turn(state.page.number + by))) return say(ui("last"));
  const there = spans();
  const first = by > 0 ? there[0] : there[there.length - 1];
  return first ? select("span", first.key) : select("span", null);
}

async function stepFinding(by) {
  const {items, offset, total} = state.findings;
  const at = items.findIndex(f => state.selected && f.key === state.selected.key);
  const next = items[at + by];
  if (next) return select("finding", next.key);
  const further = offset + by * LIMIT;
  if (further < 0 || further >= total) return say(ui("last"));
  await loadFindings(further);
  const there = state.findings.items;
  return select("finding", there[by > 0 ? 0 : there.length - 1].key);
}

// -- relation, link and selection modes

function endMode() {
  state.mode = "";
  state.candidate = null;
  state.marked = null;
  getSelection().removeAllRanges();
  showSelection();
  showCard();
}

function beginRelation() {
  const item = current();
  if (!item || item.kind !== "span" || item.body.label !== "CAUSE") return say(ui("no_cause"), true);
  const figures = spans().filter(s => FIGURES.includes(s.body.label) && s.status !== "gone");
  const before = figures.filter(s => s.begins < item.begins);
  state.mode = "relate";
  state.candidate = before[before.length - 1] || figures[0] || null;
  showSelection();
  return showCard();
}

function moveCandidate(by) {
  const figures = spans().filter(s => FIGURES.includes(s.body.label) && s.status !== "gone");
  const at = figures.findIndex(s => state.candidate && s.key === state.candidate.key);
  state.candidate = figures[Math.min(Math.max(at + by, 0), figures.length - 1)] || null;
  showSelection();
  if (state.candidate) elementsAt(state.candidate.begins, state.candidate.begins + 1)[0].scrollIntoView({block: "nearest"});
}

function relate() {
  const item = current();
  const target = state.candidate;
  endMode();
  if (!item || !target) return;
  const key = `${item.key}>${target.key}`.slice(0, 80);
  const others = ofKind("relation").filter(r => r.body.source === item.key && r.key !== key && r.status !== "gone");
  const known = itemOf("relation", key);
  change([...others.map(gone), put("relation", key, {source: item.key, target: target.key, name: state.about.relation}, known ? known.version : 0)]);
}

async function beginLink() {
  const item = current();
  if (!item || item.kind !== "span" || !FIGURES.includes(item.body.label)) return say(ui("no_span"), true);
  if (!state.about.tables.length) return say(ui("no_table"), true);
  state.mode = "link";
  panel("table");
  const linked = linksOf(item)[0];
  if (linked) await showTable(linked.body.cell_start);
  else if (!state.table) await loadTable(state.about.tables[0].id, 0);
  if (!$("#grid .marked")) focusCell($("#grid .number[data-cell]"));
  return showCard();
}

function focusCell(td) {
  if (!td) return;
  state.cell = Number(td.dataset.start);
  markCell();
}

function moveCell(key) {
  const rows = $$("#grid tr").map(tr => [...tr.children]);
  const r = rows.findIndex(cells => cells.some(c => c.classList.contains("marked")));
  if (r < 0) return focusCell($("#grid .number[data-cell]"));
  const marked = rows[r].findIndex(c => c.classList.contains("marked"));
  if (key === "ArrowLeft" || key === "ArrowRight") {
    const beside = (key === "ArrowRight" ? rows[r].slice(marked + 1) : rows[r].slice(0, marked).reverse());
    return focusCell(beside.find(isFigure));
  }
  const {left, right} = rows[r][marked].getBoundingClientRect();
  const under = c => isFigure(c) && c.getBoundingClientRect().left < right && c.getBoundingClientRect().right > left;
  const by = key === "ArrowDown" ? 1 : -1;
  for (let at = r + by; rows[at]; at += by) {
    const found = rows[at].find(under);
    if (found) return focusCell(found);
  }
  return turnRows(by);
}

const isFigure = c => c.dataset.cell !== undefined && c.classList.contains("number");

async function turnRows(by) {
  if (!state.table) return;
  const body = state.table.rows.filter(r => !r.header);
  const edge = by > 0 ? body[body.length - 1] : body[0];
  if (edge) await loadTable(state.table.id, edge.start);
}

async function otherTable(by) {
  const {tables} = state.about;
  const at = tables.findIndex(t => state.table && t.id === state.table.id);
  const next = tables[Math.min(Math.max(at + by, 0), tables.length - 1)];
  if (next) await loadTable(next.id, 0);
}

function link() {
  const item = current();
  const td = $("#grid .marked");
  endMode();
  if (!item || !td) return undefined;
  const cell = {cell_start: Number(td.dataset.start), cell_end: Number(td.dataset.end)};
  const key = `${item.key}@${cell.cell_start}`;
  const others = linksOf(item).filter(l => l.key !== key);
  const known = itemOf("link", key);
  return change([...others.map(gone), put("link", key, {span: item.key, ...cell}, known ? known.version : 0)]).then(() => {
    say(ui("linked"));
    return loadTable(state.table.id, cell.cell_start);
  });
}

function beginSelection() {
  const item = current();
  const first = state.page.pieces.find(p => p.type === "text");
  const at = item ? item.begins : first && first.start;
  if (at === undefined) return;
  state.mode = "select";
  mark(at, at + 1);
  showCard();
}

// A stretch of the text, shown as the browser's own selection.
function mark(start, end) {
  const [first, last] = [place(start, false), place(end, true)];
  if (!first || !last || start >= end) return;
  state.marked = {start, end};
  getSelection().setBaseAndExtent(first.node, first.offset, last.node, last.offset);
  first.node.parentElement.scrollIntoView({block: "nearest"});
}

function place(offset, isEnd) {
  const found = $$("#prose [data-start]").find(e => isEnd
    ? Number(e.dataset.start) < offset && offset <= Number(e.dataset.end)
    : Number(e.dataset.start) <= offset && offset < Number(e.dataset.end));
  const node = found && found.firstChild;
  return node ? {node, offset: units(node.data, offset - Number(found.dataset.start))} : null;
}

function moveMark(key, extend) {
  const {start, end} = state.marked;
  const by = key === "ArrowLeft" ? -1 : key === "ArrowRight" ? 1 : key === "ArrowUp" ? -20 : 20;
  if (extend) mark(start, Math.max(start + 1, end + by));
  else mark(Math.max(state.page.start, start + by), Math.max(state.page.start + 1, start + by + 1));
}

function selectedByMouse() {
  const chosen = getSelection();
  if (chosen.isCollapsed || !$("#prose").contains(chosen.anchorNode)) return;
  const range = chosen.getRangeAt(0);
  const at = (node, offset) => {
    const owner = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    return owner ? Number(owner.dataset.start) + (node.nodeType === Node.TEXT_NODE ? points(node.data.slice(0, offset)) : 0) : null;
  };
  const [start, end] = [at(range.startContainer, range.startOffset), at(range.endContainer, range.endOffset)];
  if (start !== null && end !== null && start < end) {
    state.marked = {start, end};
    state.mode = "select";
    showCard();
  }
}

// -- dialogs

function ask(title, fields, save) {
  const dialog = $("#ask");
  const inputs = fields.map(f => f.choices
    ? element("select", {name: f.name}, ...["", ...f.choices].map(c => element("option", {value: c, selected: c === f.value}, (f.names && f.names[c]) || c)))
    : element("input", {name: f.name, value: f.value || "", maxlength: 2000}));
  const form = element("form", {method: "dialog", class: "stack"}, element("h2", {id: "ask-title"}, title),
    ...fields.map((f, n) => element("label", {}, f.label, " ", inputs[n])),
    element("p", {class: "line"}, element("button", {class: "main", value: "save"}, ui("save")),
      element("button", {value: "", formnovalidate: true}, ui("cancel"))));
  form.addEventListener("submit", event => {
    if (event.submitter && event.submitter.value !== "save") return;
    working(() => save(Object.fromEntries(inputs.map(i => [i.name, i.value]))));
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  inputs[0].focus();
}

function askAspects() {
  const item = current();
  if (!item || item.kind !== "span" || !FIGURES.includes(item.body.label)) return say(ui("no_span"), true);
  const known = itemOf("aspects", item.key);
  const values = known && known.status !== "gone" ? known.body.values : {};
  const fields = Object.entries(state.about.aspects).map(([name, choices]) => ({
    name, label: state.words.aspects[name], value: values[name] || "",
    choices: [...new Set([...(values[name] ? [values[name]] : []), ...choices])],
  }));
  return ask(ui("aspects"), fields, told => change([put("aspects", item.key, {values: told}, known ? known.version : 0)]));
}

function askFigure() {
  const item = current();
  if (!item || item.kind !== "finding") return;
  const {start, end} = state.marked || item.body;
  const fields = [{name: "expected", label: `${textAt(start, end) || "…"} → ${ui("expected")}`, value: item.body.expected}, {name: "reason", label: ui("reason"), value: item.body.reason}];
  ask(ui("expected"), fields, told => change([putFinding(item, {start, end, ...told, verdict: item.body.verdict || "right"})]));
}

function askMissed() {
  const item = current();
  const at = state.marked || (item && {start: item.begins, end: item.ends});
  if (!at) return say(ui("no_span"), true);
  const fields = [
    {name: "kind", label: ui("kind"), choices: state.about.kinds, names: state.words.kinds, value: state.about.kinds[0]},
    {name: "expected", label: `${textAt(at.start, at.end)} → ${ui("expected")}`}, {name: "reason", label: ui("reason")},
  ];
  return ask(ui("missed"), fields, told => {
    const key = `h:${requestName().slice(0, 16)}`;
    return change([put("finding", key, {verdict: "missed", ...at, ...told}, 0)]).then(() => select("finding", key));
  });
}

function showDone() {
  const button = $("#done");
  button.textContent = ui(state.about.done ? "unmark_done" : "mark_done");
  button.setAttribute("aria-pressed", String(state.about.done));
}

const toggleDone = () => change([state.about.done
  ? {kind: "document", key: "done", state: "gone", base: state.about.done_version}
  : {...put("document", "done", {done: true}, state.about.done_version)}]);

async function toFindings() {
  const item = current();
  if (item && item.kind === "finding") {
    const span = spans()[0];
    return span ? select("span", span.key) : undefined;
  }
  if (innerWidth < 1000) panel("findings");
  const next = state.findings.items.find(f => f.status === "open") || state.findings.items[0];
  return next ? select("finding", next.key) : say(ui("no_findings"));
}

// -- keys and clicks

const KEYS = {
  j: () => step(1), k: () => step(-1), ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: accept,
  "1": () => relabel("AMOUNT"), "2": () => relabel("PERCENT"), "3": () => relabel("CAUSE"), "4": () => relabel("PROJECT"),
  "[": () => resize(-1, 0), "{": () => resize(1, 0), "]": () => resize(0, 1), "}": () => resize(0, -1),
  g: grow, d: remove, Delete: remove, v: beginSelection, r: beginRelation, l: beginLink, a: askAspects, f: toFindings,
  y: () => judge("right"), n: () => judge("wrong"), m: () => judge("arguable"), c: askFigure, e: askMissed,
  i: () => { const reason = $("#reason"); if (reason) reason.focus(); },
  t: () => panel("table"), p: () => panel("paper"),
  z: () => restore("/undo", "undone", "nothing_to_undo"), Z: () => restore("/redo", "redone", "nothing_to_redo"),
  "<": () => turn(state.page.number - 1), ">": () => turn(state.page.number + 1), Escape: endMode,
};

const MODES = {
  relate: {j: () => moveCandidate(1), k: () => moveCandidate(-1), ArrowDown: () => moveCandidate(1), ArrowUp: () => moveCandidate(-1), Enter: relate, Escape: endMode},
  link: {
    ArrowDown: () => moveCell("ArrowDown"), ArrowUp: () => moveCell("ArrowUp"), ArrowLeft: () => moveCell("ArrowLeft"),
    ArrowRight: () => moveCell("ArrowRight"), Enter: link, Escape: endMode, ",": () => otherTable(-1), ".": () => otherTable(1),
    PageDown: () => turnRows(1), PageUp: () => turnRows(-1),
  },
};

const failed = error => say(ui("failed", {reason: error.message}), true);

// What a key or a click does may take several requests; until all are answered, `main` is busy.
let acting = 0;
async function working(act) {
  acting += 1;
  $("main").setAttribute("aria-busy", "true");
  try {
    await act();
    await state.chain;
  } catch (error) {
    failed(error);
  } finally {
    acting -= 1;
    if (!acting) $("main").removeAttribute("aria-busy");
  }
}

function onKey(event) {
  const typing = event.target.closest("input, select, textarea, dialog");
  if (typing || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    const redo = event.key === "y" || (event.key.toLowerCase() === "z" && event.shiftKey);
    if (!redo && event.key !== "z") return;
    event.preventDefault();
    working(KEYS[redo ? "Z" : "z"]);
    return;
  }
  if (state.mode === "select" && event.key.startsWith("Arrow")) {
    event.preventDefault();
    moveMark(event.key, event.shiftKey);
    return;
  }
  const button = event.target.closest("button, a, summary");
  if (button && (event.key === "Enter" || event.key === " ")) return;
  const act = state.mode && MODES[state.mode] ? MODES[state.mode][event.key] : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  working(act);
}

function onClick(event) {
  const cell = event.target.closest("#grid [data-cell]");
  if (cell) {
    focusCell(cell);
    if (state.mode === "link") return link();
    const owner = ofKind("link").find(l => l.status !== "gone" && l.body.cell_start === state.cell);
    return owner ? select("span", owner.body.span) : go(state.cell);
  }
  const finding = event.target.closest("#finding-list [data-finding]");
  if (finding) return select("finding", finding.dataset.finding);
  const inText = event.target.closest("#prose [data-start]");
  if (!inText || !getSelection().isCollapsed) return undefined;
  if (state.mode === "relate" && inText.dataset.span) {
    state.candidate = itemOf("span", inText.dataset.span);
    return relate();
  }
  if (inText.dataset.cell !== undefined && !inText.dataset.finding) return showTable(Number(inText.dataset.start), false);
  if (inText.dataset.span && !(inText.dataset.finding && event.detail > 1)) return select("span", inText.dataset.span, {scroll: false});
  return inText.dataset.finding ? findingFromText(inText.dataset.finding) : undefined;
}

async function findingFromText(key) {
  if (!state.findings.items.some(f => f.key === key)) await loadFindings(0, key);
  return select("finding", key, {scroll: false});
}

function listen() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", event => working(() => onClick(event)));
  $("#prose").addEventListener("mouseup", selectedByMouse);
  $("#done").addEventListener("click", () => working(toggleDone));
  $("#finding-filter").addEventListener("change", () => working(() => loadFindings(0)));
  $("#table-choice").addEventListener("change", event => working(() => loadTable(Number(event.target.value), 0)));
  for (const tab of $$("[role=tab]")) tab.addEventListener("click", () => panel(tab.dataset.panel));
  for (const b of $$("[data-turn]")) b.addEventListener("click", () => working(() => turn(state.page.number + Number(b.dataset.turn))));
  for (const b of $$("[data-more]")) b.addEventListener("click", () => working(() => loadFindings(Math.max(0, state.findings.offset + LIMIT * Number(b.dataset.more)))));
  for (const b of $$("[data-rows]")) b.addEventListener("click", () => working(() => turnRows(Number(b.dataset.rows))));
  for (const b of $$("[data-paper]")) b.addEventListener("click", () => working(() => showPaper(state.paper + Number(b.dataset.paper))));
}

if (document.body.classList.contains("desk")) {
  listen();
  open().catch(error => say(error.message, true));
}
