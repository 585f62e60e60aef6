// The dialog of the search: results as the reader types. The focus stays in the input; the arrow keys move through the
// results, which are links.

import { find, warm } from "./search-client.js";
import { element, linesOf, tally } from "./search-results.js";

const COUNT = 8;
const PAUSE = 120;
// Between the drawing of results and their announcement, so that a screen reader is not interrupted at every key.
const SILENCE = 400;
const PATIENCE = 300;

const opener = document.querySelector(".find");
const page = opener.href;
const labels = opener.dataset;
const name = opener.querySelector("span").textContent;

const input = element("input", {
  // Of type text: a field of type search may not be a combobox.
  type: "text", name: "q", role: "combobox", "aria-label": name, "aria-autocomplete": "list", "aria-expanded": "false",
  "aria-controls": "search-found", placeholder: labels.prompt, autocomplete: "off", autocapitalize: "off",
  spellcheck: "false", enterkeyhint: "search", inputmode: "search",
});
const close = element("button", { type: "button", class: "tool close", "aria-label": labels.close });
const form = element("form", { role: "search", "aria-label": name, method: "get", action: page }, input, close);
const list = element("div", { role: "listbox", id: "search-found", "aria-label": name });
const status = element("p", { role: "status" });
const dialog = element("dialog", { class: "search", "aria-label": name }, form, list, status);

let asked = null; // the text whose results are drawn or on their way
let answered = Promise.resolve();
let pause = 0;
let silence = 0;
let wasPressedOutside = false;

const typed = () => input.value.trim();
const active = () => list.querySelector("[aria-selected=true]");

export function open(text = "") {
  if (text) input.value = text;
  if (!dialog.open) {
    // Not every browser focuses a link that is clicked, and the dialog gives the focus back.
    if (document.activeElement === document.body) opener.focus({ preventScroll: true });
    dialog.showModal();
    Promise.resolve().then(warm).catch(() => {});
    ask();
  }
  input.focus();
  if (!text) input.select();
}

/** Draws the results of what is typed, unless they are; the promise is fulfilled when they are drawn. */
function ask() {
  clearTimeout(pause);
  if (typed() !== asked) {
    asked = typed();
    answered = answer(asked);
  }
  return answered;
}

async function answer(text) {
  const patience = text ? setTimeout(() => tell(labels.busy, 0), PATIENCE) : 0;
  try {
    const request = { text, filters: {}, sort: "relevance", from: 0, count: COUNT, counts: false, language: "" };
    const found = text ? await find(request) : null;
    if (text === asked) draw(text, found);
  } catch {
    if (text === asked) fail(text);
  } finally {
    clearTimeout(patience);
  }
}

function draw(text, found) {
  const options = (found?.results ?? []).map((result, place) => optionOf(result, `search-found-${place}`));
  const all = option({ href: addressOf(text), id: "search-found-all", class: "all" }, labels.all);
  list.replaceChildren(...options, all);
  list.scrollTop = 0;
  activate(null);
  input.setAttribute("aria-expanded", "true");
  tell(found ? tally(labels, found) : "", found?.total && !found.without.length ? SILENCE : 0);
}

function fail(text) {
  asked = null;
  list.replaceChildren();
  activate(null);
  input.setAttribute("aria-expanded", "false");
  clearTimeout(silence);
  status.replaceChildren(labels.failed, " ", element("a", { href: addressOf(text) }, labels.all));
}

function tell(words, wait) {
  clearTimeout(silence);
  silence = setTimeout(() => {
    if (status.textContent !== words) status.replaceChildren(words);
  }, wait);
}

function addressOf(text) {
  return text ? `${page}?${new URLSearchParams({ q: text })}` : page;
}

function option(attributes, ...children) {
  return element("a", { role: "option", "aria-selected": "false", tabindex: "-1", ...attributes }, ...children);
}

// An excerpt is too long to be read out with every step through the list.
function optionOf(result, id) {
  const lines = linesOf(result);
  const [title, facts] = lines;
  title.id = `${id}-title`;
  facts.id = `${id}-facts`;
  return option({ href: result.href, id, "aria-labelledby": `${title.id} ${facts.id}` }, ...lines);
}

function activate(chosen) {
  active()?.setAttribute("aria-selected", "false");
  chosen?.setAttribute("aria-selected", "true");
  chosen?.scrollIntoView({ block: "nearest" });
  if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
  else input.removeAttribute("aria-activedescendant");
}

function move(step) {
  const options = [...list.children];
  const start = step > 0 ? -1 : 0;
  const place = active() ? options.indexOf(active()) : start;
  activate(options.at((place + step + options.length) % options.length));
}

async function follow(inNewTab) {
  const text = typed();
  await ask();
  if (!dialog.open || typed() !== text) return;
  const link = active() ?? list.firstElementChild ?? status.querySelector("a");
  if (inNewTab) window.open(link.href, "_blank", "noopener");
  else link.click();
}

const isHere = (link) => link.href.split("#")[0] === location.href.split("#")[0];

input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(ask, PAUSE);
});
input.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  const { key } = event;
  const step = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (step && list.children.length) move(step);
  else if (key === "Enter" && (event.ctrlKey || event.metaKey)) follow(true);
  else return;
  event.preventDefault();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  follow(false);
});

// What leads elsewhere leaves the dialog open, for the reader who comes back.
list.addEventListener("click", ({ target, ctrlKey, metaKey, shiftKey }) => {
  const link = target.closest("a");
  if (link && isHere(link) && !(ctrlKey || metaKey || shiftKey)) dialog.close();
});

// A selection that is drawn out of the dialog ends outside of it, and is no click there.
dialog.addEventListener("pointerdown", ({ target }) => { wasPressedOutside = target === dialog; });
dialog.addEventListener("click", ({ target }) => {
  if (target === dialog && wasPressedOutside) dialog.close();
});
close.addEventListener("click", () => dialog.close());

document.body.append(dialog);
