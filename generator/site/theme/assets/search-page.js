// The search page: a form, the filters, a list of results. Its address says all of it, so that it can be sent.

import { find } from "./search-client.js";
import { Group, Languages } from "./search-filters.js";
import { element, filled, isolated, linesOf, number, tally } from "./search-results.js";
import { addressOf, changed, cleared, GROUPS, ORDERS, orderOf, read, toggled } from "./search-state.js";

const COUNT = 20;
const PAUSE = 120;
// What is typed after this time is typed anew: Back leads to what there was before it.
const BURST = 3000;
const PATIENCE = 300;
// Before a count is announced while the reader types, so that a screen reader is not interrupted at every key.
const SILENCE = 400;
const OPEN = ["kind", "year", "party"];
const WIDE = matchMedia("(min-width: 60em)");

const box = document.querySelector(".search-page");
const labels = JSON.parse(box.dataset.labels);
const title = document.title;
const own = labels.languages.find(({ code }) => code === document.documentElement.lang) ?? labels.languages[0];

let state = read(location.search);
let question = 0;
let lastTyped = 0;
let pause = 0;
let silence = 0;

const input = element("input", {
  type: "search", name: "q", "aria-label": labels.search, placeholder: labels.prompt, autocomplete: "off",
  autocapitalize: "off", spellcheck: "false",
});
const form = element("form", { role: "search", "aria-label": labels.search, action: location.pathname }, input);
const orders = Object.fromEntries(
  ORDERS.map((order) => [order, element("option", { value: order }, labels.orders[order])]),
);
const select = element("select", { autocomplete: "off" }, ...Object.values(orders));
const order = element("label", { class: "order" }, element("span", {}, labels.order), " ", select);
const status = element("p", { role: "status", class: "tally", tabindex: "-1" });
const chips = element("ul", { class: "chips" });
const list = element("ol", { class: "hits", role: "list" });
const pages = element("div", { class: "pages" });
const summary = element("summary", {}, labels.filters);
// The same search in the other languages of the site
const elsewhere = document.querySelectorAll(".languages a[hreflang]");

const chosen = (name) => state.filters[name].length > 0;
const groups = GROUPS.map((name) => new Group(name, labels, WIDE.matches && (OPEN.includes(name) || chosen(name)),
  (id) => go(toggled(state, name, id))));
const languages = new Languages(labels, WIDE.matches && languageOf(state) !== own,
  (code) => go(changed(state, { language: code === own.code ? "" : code })),
  async (language) => (await find({ ...requestOf(state), language: language.root, count: 0, counts: false })).total);
const filters = element("details", { class: "filters" }, summary,
  ...groups.map(({ details }) => details), languages.details);

export function open(text = "") {
  input.focus();
  if (text) {
    input.value = text;
    input.dispatchEvent(new Event("input"));
  } else input.select();
}

function languageOf({ language }) {
  return labels.languages.find(({ code }) => code === language) ?? own;
}

function requestOf(wanted) {
  return {
    text: wanted.text.trim(), filters: wanted.filters, sort: orderOf(wanted), from: (wanted.page - 1) * COUNT,
    count: COUNT, counts: true, language: languageOf(wanted).root,
  };
}

/** Shows another state, under an address of its own or in the place of the present one. */
function go(next, { replace = false, isTyped = false } = {}) {
  if (!isTyped) endTyping();
  state = next;
  // The place in the list that the reader leaves, for the way back.
  if (!replace) history.replaceState({ top: scrollY }, "");
  history[replace ? "replaceState" : "pushState"]({}, "", addressOf(state));
  return show(isTyped ? SILENCE : 0);
}

/** Asks for the results of the state and draws them, unless there is another state by then. */
async function show(wait = 0) {
  const asked = ++question;
  const wanted = state;
  document.title = wanted.text.trim() ? `${isolated(wanted.text.trim())} - ${title}` : title;
  for (const link of elsewhere) link.search = new URL(addressOf({ ...wanted, language: "" }), location).search;
  const patience = setTimeout(() => {
    list.setAttribute("aria-busy", "true");
    status.replaceChildren(labels.busy);
  }, PATIENCE);
  const found = await find(requestOf(wanted)).catch(() => null);
  clearTimeout(patience);
  if (asked !== question) return;
  list.removeAttribute("aria-busy");
  const last = Math.max(1, Math.ceil((found?.total ?? 0) / COUNT));
  if (found && wanted.page > last) {
    await go({ ...wanted, page: last }, { replace: true });
    return;
  }
  if (found) draw(found);
  else fail();
  tell(found, wait);
}

function draw({ total, results, counts }) {
  const { code } = languageOf(state);
  list.replaceChildren(...results.map((result) => {
    return element("li", {}, ...linesOf(result, { title: element("a", { href: result.href }), language: code }));
  }));
  for (const group of groups) group.update(counts?.[group.name] ?? [], state.filters[group.name], code);
  drawFrame();
  drawPages(total);
}

function fail() {
  list.replaceChildren();
  pages.replaceChildren();
  drawFrame();
}

/** What there is around the results, whatever they are. */
function drawFrame() {
  languages.update(languageOf(state).code);
  orders.relevance.hidden = orders.relevance.disabled = !state.text.trim();
  select.value = orderOf(state);
  drawChips();
  const count = chips.querySelectorAll(".chip").length;
  summary.replaceChildren(labels.filters, ...count ? [" ", element("span", { class: "count" }, number(count))] : []);
}

function drawChips() {
  const { code } = languageOf(state);
  const made = groups.flatMap((group) => state.filters[group.name].map((id) => {
    return chipOf(labels.groups[group.name], group.labelOf(id), toggled(state, group.name, id), code);
  }));
  if (code !== own.code) {
    made.push(chipOf(labels.groups.language, languageOf(state).name, changed(state, { language: "" }), code));
  }
  if (made.length > 1) made.push(linkTo(cleared(state), { class: "clear-all" }, labels.clear));
  const hadFocus = chips.contains(document.activeElement);
  chips.replaceChildren(...made.map((chip) => element("li", {}, chip)));
  chips.hidden = !made.length;
  if (hadFocus) (chips.querySelector("a") ?? input).focus();
}

function chipOf(group, value, without, lang) {
  const name = filled(labels.remove, { name: `${group} ${isolated(value)}` });
  return linkTo(without, { class: "chip", "aria-label": name },
    element("span", {}, group), " ", element("bdi", { lang }, value));
}

function drawPages(total) {
  const { page } = state;
  const last = Math.ceil(total / COUNT);
  const to = (number, rel, label) => linkTo({ ...state, page: number }, { rel }, label);
  const parts = [
    ...page > 1 ? [to(page - 1, "prev", labels.previous)] : [],
    element("span", {}, rangeOf(total)),
    ...page < last ? [to(page + 1, "next", labels.next)] : [],
  ];
  pages.replaceChildren(...last > 1 ? parts : []);
}

function rangeOf(total) {
  const first = (state.page - 1) * COUNT + 1;
  const last = Math.min(total, first + COUNT - 1);
  return filled(labels.range, { first: number(first), last: number(last), total: number(total) });
}

/** A link to a state: followed in its place, unless it is opened elsewhere. */
function linkTo(next, attributes, ...children) {
  const link = element("a", { href: addressOf(next), ...attributes }, ...children);
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const isPage = next.page !== state.page && pages.contains(link);
    await go(next);
    if (isPage) status.focus();
  });
  return link;
}

function tell(found, wait) {
  clearTimeout(silence);
  const words = !found ? labels.failed : state.page > 1 ? rangeOf(found.total) : tally(labels, found);
  if (wait) silence = setTimeout(() => status.replaceChildren(words), wait);
  else status.replaceChildren(words);
}

/** What is typed from now on does not take the place of what was typed before. */
function endTyping() {
  clearTimeout(pause);
  lastTyped = 0;
}

function type() {
  clearTimeout(pause);
  if (input.value.trim() === state.text.trim()) return;
  const isSameBurst = Date.now() - lastTyped < BURST;
  lastTyped = Date.now();
  go(changed(state, { text: input.value }), { replace: isSameBurst, isTyped: true });
}

input.addEventListener("input", () => {
  clearTimeout(pause);
  pause = setTimeout(type, PAUSE);
});
input.addEventListener("change", () => {
  type();
  endTyping();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  type();
  endTyping();
});
select.addEventListener("change", () => go(changed(state, { sort: select.value })));

addEventListener("popstate", async ({ state: left }) => {
  endTyping();
  state = read(location.search);
  input.value = state.text;
  await show();
  if (left?.top) scrollTo({ top: left.top, behavior: "instant" });
});
addEventListener("pagehide", () => history.replaceState({ top: scrollY }, ""));

const fit = () => { filters.open = WIDE.matches; };
WIDE.addEventListener("change", fit);
fit();

input.value = state.text;
select.value = orderOf(state);
box.append(form, chips, filters, element("div", { class: "above" }, status, order), list, pages);
show().then(() => {
  if (history.state?.top) scrollTo({ top: history.state.top, behavior: "instant" });
});
