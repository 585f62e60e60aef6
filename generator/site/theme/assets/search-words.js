// Words as the search has them: does to what a reader types what search_text.py does to the texts that are indexed,
// undoes it in what is shown, and finds the one in the other. Takes strings and gives strings, or [text, marked] pairs.

// The same characters as in search_text.py: a test holds the two together.
const SPACELESS = "\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff"
  + "\u3005-\u3007\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff"
  + "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}";
const PUNCTUATION = "\u2010-\u2015\u2212"
  + "\u3001-\u3004\u3008-\u303f\u30a0\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65";
const LAST = "\u02d0";
const SPACE = "\u2060";

const RUNS = new RegExp(`[${SPACELESS}]+`, "gu");
const MARKS = new RegExp(`[${PUNCTUATION}]+`, "gu");
const SPACED = new RegExp(`^[^${SPACELESS}${PUNCTUATION}]`, "u");
const PAIR = new RegExp(`^[${SPACELESS}][${SPACELESS}${LAST}]$`, "u");
const QUOTES = /[\u02b9-\u02cf\u2018-\u201b\u2032\u00b4'`]/gu;
const WORDS = new RegExp(`(?:(?![${SPACELESS}])[\\p{L}\\p{N}\\p{M}\u2018\u2019'\`])+`, "gu");

const segmenter = Intl.Segmenter ? new Intl.Segmenter("ja", { granularity: "word" }) : null;

const EXCERPT = 170;
const BEFORE = 40;
const SHORT = 4;
// How much of a word another must begin with to be a form of it.
const NEARLY = 0.6;

// Letters without case, diacritics and apostrophes.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(QUOTES, "").toLowerCase();

const padded = (number) => number.padStart(2, "0");

// Dates in figures as the index has them: year, month, day.
const inOrder = (text) => text
  .replace(/(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?/gu, (_, ...parts) => ` ${parts.slice(0, 3).filter(Boolean).map(padded).join("-")} `)
  .replace(/(?<!\d)(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?!\d)/gu, (_, one, other, year) => (
    ` ${[year, ...(other > 12 ? [one, other] : [other, one]).map(padded)].join("-")} `
  ));

// The words of two letters and more that the browser takes a run of letters without spaces for; else the run.
function wordsOf(run) {
  const words = segmenter ? [...segmenter.segment(run)].map(({ segment }) => [...segment]) : [[...run]];
  const long = words.filter((letters) => letters.length > 1);
  return long.length ? long : [[...run]];
}

const pairsOf = (letters) => (letters.length > 1 ? letters.slice(1).map((next, at) => letters[at] + next) : letters);

// How many letters two words begin with alike.
function alike(word, other) {
  let same = 0;
  while (same < other.length && word[same] === other[same]) same += 1;
  return same;
}

// What a reader typed: the query for Pagefind, and the words and runs to look for in what is shown.
export function asked(typed) {
  const text = inOrder(typed.replace(QUOTES, "").normalize("NFKC"))
    .replace(QUOTES, "")
    .replace(/[\u2010-\u2015\u2212]|(?<!\d)[\p{Pd}/]|[\p{Pd}/](?!\d)|[",;:!?()[\]{}<>«»“”„]/gu, " ");
  const runs = text.match(RUNS) ?? [];
  const pairs = (run) => ` ${wordsOf(run).flatMap(pairsOf).join(" ")} `;
  const query = text.replace(RUNS, pairs).replace(MARKS, " ");
  const words = folded(text.replace(RUNS, " ")).match(/[\p{L}\p{N}.-]+/gu) ?? [];
  const meant = runs.filter((run) => words.length + runs.length === 1 || [...run].length > 1).map(folded);
  const parts = meant.flatMap(wordsOf).map((letters) => letters.join(""));
  return { query: query.split(/\s+/u).filter((word) => /[\p{L}\p{N}]/u.test(word)).join(" "), words, runs: meant.map((run) => [...run]), parts };
}

// The word that only names have which are written with the letters that were typed.
export function keyWord(typed) {
  const plain = typed.replace(QUOTES, "").replaceAll(".", "").normalize("NFKC");
  const words = folded(plain).replaceAll(".", "").match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = [...words.sort().join("")];
  return `k0${letters.slice(0, 4).join("")}${letters.length}k`;
}

// Those of the words of a query that none of the words of a document is meant by: Pagefind takes a shorter word for one
// that it does not have, or leaves it out. A number is meant as it is.
export function missing(query, texts) {
  const plain = (word) => folded(word).replace(/[^\p{L}\p{N}]/gu, "");
  const there = new Set(texts.join(" ").split(/\s+/u).flatMap((word) => [word, ...word.split(/[^\p{L}\p{N}\p{M}]+/u)]).map(plain));
  const isThere = (sought) => {
    if (there.has(sought)) return true;
    const long = [...sought].length;
    for (const word of there) {
      if (word.startsWith(sought) && !/^\d{1,2}$/u.test(sought)) return true;
      if (long > SHORT && !/\d/u.test(sought) && alike(word, sought) >= Math.max(SHORT, Math.ceil(long * NEARLY))) return true;
    }
    return false;
  };
  return query.split(" ").filter((word) => !isThere(plain(word)));
}

// A text as it was before it was cut into words.
export function restored(text) {
  let shown = "";
  let joins = true;
  for (const word of text.split(" ")) {
    if (word === SPACE) shown += " ";
    else {
      const spaced = SPACED.test(word);
      if (spaced && !joins) shown += " ";
      shown += PAIR.test(word) ? [...word][0] : word;
      joins = !spaced;
      continue;
    }
    joins = true;
  }
  return shown.replace(/[\u1dc0-\u1dd6]/gu, (mark) => String.fromCodePoint(mark.codePointAt(0) - 0x1dc0 + 0x02b9));
}

// Whether a word is what a reader typed the beginning of, or another form of it. A short number is meant as it is.
function isMeant(word, typed) {
  if (/^\d{1,2}$/u.test(typed)) return word === typed;
  if (word.startsWith(typed)) return true;
  const same = alike(word, typed);
  return same >= SHORT && Math.max(word.length, typed.length) - same < SHORT;
}

// Where in a text the runs of letters without spaces that were typed stand, or else pairs of their letters.
function runsIn(text, runs) {
  if (!runs.length) return [];
  const letters = [...text];
  const plain = letters.map(folded);
  const offsets = letters.reduce((ends, letter) => [...ends, ends.at(-1) + letter.length], [0]);
  const places = (sought) => plain.flatMap((_, at) => (
    sought.every((letter, n) => plain[at + n] === letter) ? [[offsets[at], offsets[at + sought.length]]] : []
  ));
  return runs.flatMap((sought) => {
    const whole = places(sought);
    const pairs = sought.slice(1).map((next, at) => [sought[at], next]);
    return whole.length ? whole : pairs.flatMap(places);
  });
}

// Where in a text what was asked stands: [start, end] pairs in order, none inside another.
function found(text, { words, runs }) {
  const places = runsIn(text, runs);
  for (const { 0: word, index } of text.matchAll(WORDS)) {
    if (words.some((typed) => isMeant(folded(word), typed))) places.push([index, index + word.length]);
  }
  const joined = [];
  for (const [start, end] of places.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function cut(text, places, from, to) {
  const parts = [];
  let at = from;
  for (const [start, end] of places) {
    if (start < from || end > to) continue;
    if (start > at) parts.push([text.slice(at, start), false]);
    parts.push([text.slice(start, end), true]);
    at = end;
  }
  if (at < to) parts.push([text.slice(at, to), false]);
  return parts;
}

// A whole text, with what was asked marked.
export const marked = (text, sought) => cut(text, found(text, sought), 0, text.length);

// How much of a title was asked for, from none of it to all; none where it has not all that was asked for.
export function closeness(title, sought) {
  const named = (title.match(WORDS) ?? []).map(folded);
  const isThere = sought.words.every((typed) => /^\d[\d-]+$/u.test(typed) || named.some((word) => isMeant(word, typed)))
    && sought.parts.every((part) => folded(title).includes(part));
  if (!isThere) return 0;
  const letters = (parts) => parts.reduce((sum, [text]) => sum + (text.match(/[\p{L}\p{N}]/gu) ?? []).length, 0);
  const parts = marked(title, sought);
  return letters(parts.filter(([, isMarked]) => isMarked)) / Math.max(1, letters(parts));
}

// The part of a text in which most of what was asked stands, marked; its beginning where nothing of it does.
export function excerpt(text, sought) {
  const places = found(text, sought);
  const near = ([first]) => {
    const within = places.filter(([start, end]) => start >= first && end <= first + EXCERPT - BEFORE);
    return [...new Set(within.map(([start, end]) => folded(text.slice(start, end))))].join("").length;
  };
  const best = places.reduce((one, other) => (near(other) > near(one) ? other : one), places[0] ?? [0, 0]);
  let from = Math.max(0, best[0] - BEFORE);
  let to = Math.min(text.length, from + EXCERPT);
  if (from) from += Math.max(0, text.slice(from, best[0]).search(/(?<=\s)\S/u));
  const rest = to < text.length ? text.slice(best[1], to).search(/\s\S*$/u) : -1;
  if (rest > 0) to = best[1] + rest;
  const parts = cut(text, places, from, to);
  return [...(from ? [["… ", false]] : []), ...parts, ...(to < text.length ? [[" …", false]] : [])];
}
