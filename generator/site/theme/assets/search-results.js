// How the dialog and the search page draw one result, and what else both need. All text is set as text: it may be
// anything.

const LANGUAGE = document.documentElement.lang;
const BETWEEN_TEXTS = " · ";
const numbers = new Intl.NumberFormat(LANGUAGE);

export const number = (value) => numbers.format(value);

/** An element with these attributes, without those that are null or false, and with these children. */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(name, "");
    else if (value !== false && value != null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A label with its {places} filled in. */
export function filled(label, values) {
  return (label ?? "").replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

// Letters from right to left: the blocks that generator/pages/direction.py lists.
const RIGHT_TO_LEFT = /[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** A text that leaves the words around it where they are, by characters that isolate it where no element can. */
export function isolated(text) {
  return document.body.dir === "rtl" || RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text;
}

/** What is said of what was found: how many results, and which words were left out because no page has them all. */
export function tally(labels, { total, without = [] }) {
  const count = total ? filled(labels.results, { number: number(total) }) : labels.nothing ?? "";
  return without.length ? `${count} · ${filled(labels.without, { words: without.map(isolated).join(", ") })}` : count;
}

const marked = (parts) => parts.map(([text, isMarked]) => isMarked ? element("mark", {}, text) : text);

// An excerpt of several texts, each of which may have a direction of its own.
function isolatedTexts(parts, lang) {
  const texts = [[]];
  for (const [text, isMarked] of parts) {
    const [first, ...others] = text.split(BETWEEN_TEXTS);
    texts.at(-1).push([first, isMarked]);
    for (const other of others) texts.push([[other, isMarked]]);
  }
  return texts.flatMap((text, place) => [...place ? [BETWEEN_TEXTS] : [], element("bdi", { lang }, ...marked(text))]);
}

// The class picks the sign of the status; an id that is no plain word has none.
function statusOf({ id, label }) {
  return element("span", { class: /^[a-z-]+$/.test(id) ? `status ${id}` : "status" }, label);
}

function factsOf({ kind, date, parties, status }) {
  const names = parties.flatMap((name, place) => [...place ? [", "] : [], element("bdi", {}, name)]);
  const facts = [kind && [kind.label], date && [date], parties.length && names].filter(Boolean)
    .map((parts) => element("span", {}, ...parts));
  if (status) facts.push(statusOf(status));
  return facts.flatMap((fact, place) => place ? [" · ", fact] : [fact]);
}

/**
 * The lines of a result: title (within `title`, where that is given), facts, excerpt. A title that is in another
 * language than was searched says so.
 */
export function linesOf(result, { title = element("span"), language = LANGUAGE } = {}) {
  const own = result.language || language;
  const searched = language !== LANGUAGE ? language : null;
  title.classList.add("hit-title");
  title.append(element("bdi", { class: own !== language ? "fallback" : null, lang: own }, ...marked(result.title)));
  const lines = [title, element("span", { class: "hit-facts", lang: searched }, ...factsOf(result))];
  if (result.excerpt.length) {
    lines.push(element("span", { class: "hit-excerpt" }, ...isolatedTexts(result.excerpt, own)));
  }
  return lines;
}
