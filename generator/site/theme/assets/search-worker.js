// Asks Pagefind, away from the page. Here Pagefind does not see the language of the page, and so does not cut what was
// typed into words in another way than the index was. Gets {id, request} and answers {id, found} or {id, error}.

import { asked, excerpt, keyWord, marked, restored } from "./search-words.js";

const RANKING = {
  termFrequency: 1,
  termSimilarity: 2,
  pageLength: 0.3,
  diacriticSimilarity: 0.3,
  metaWeights: {
    name: 8, names: 8, title: 5, titles: 5, heading: 2.5, headings: 2.5, date: 6, days: 6, others: 3, forms: 1, keys: 0,
  },
};
const SORTS = { newest: { newest: "desc" }, oldest: { oldest: "asc" } };
const HERE = new URL("../", import.meta.url);

const engines = new Map();

function engine(root) {
  if (!engines.has(root)) {
    const opened = open(new URL(root, HERE));
    opened.catch(() => engines.delete(root));
    engines.set(root, opened);
  }
  return engines.get(root);
}

async function open(tree) {
  const { createInstance } = await import(new URL("pagefind/pagefind.js", tree));
  const instance = createInstance({ ranking: RANKING });
  await instance.init();
  return { instance, tree, values: null };
}

// Every value of every filter: its id and its label, as Pagefind has the two in one.
async function valuesOf(opened) {
  opened.values ??= await opened.instance.filters();
  return opened.values;
}

function split(value) {
  const at = value.indexOf(" ");
  return at < 0 ? { id: value, label: value } : { id: value.slice(0, at), label: value.slice(at + 1) };
}

// The filters chosen, as Pagefind wants them: within a group any of the values, between groups all.
function wanted(filters, values) {
  const groups = Object.entries(filters).filter(([, ids]) => ids.length);
  const full = (group, id) => Object.keys(values[group] ?? {}).find((value) => split(value).id === id) ?? `${id} `;
  return Object.fromEntries(groups.map(([group, ids]) => [group, { any: ids.map((id) => full(group, id)) }]));
}

async function counted(search, whole, filters) {
  const names = Object.keys(whole.filters);
  const each = await Promise.all(names.map(async (name) => {
    const others = { ...filters };
    delete others[name];
    const counts = filters[name] ? (await search(others)).filters[name] : whole.filters[name];
    return [name, Object.entries(counts).map(([value, count]) => ({ ...split(value), count })).sort(order(name))];
  }));
  return Object.fromEntries(each);
}

const order = (group) => (a, b) => (group === "year" ? b.id - a.id : b.count - a.count || a.label.localeCompare(b.label));

function shown({ raw_url: path, meta, content, filters }, sought, tree) {
  const title = restored(meta.name ?? meta.title ?? meta.heading);
  const text = restored(content);
  return {
    href: new URL(`.${path}`, tree).href,
    title: marked(title, sought),
    excerpt: text === title ? [] : excerpt(text, sought),
    kind: filters.kind ? split(filters.kind[0]) : null,
    date: restored(meta.date ?? ""),
    parties: (filters.party ?? []).map((value) => split(value).label).filter((label) => label !== title),
    status: filters.status ? split(filters.status[0]) : null,
    language: filters.spoken ? split(filters.spoken[0]).id : "",
  };
}

// The results by relevance, but first those that are called just what was typed.
async function ranked(search, typed, results) {
  const called = new Set((await search(keyWord(typed))).results.map(({ id }) => id));
  return called.size ? [...results.filter(({ id }) => called.has(id)), ...results.filter(({ id }) => !called.has(id))] : results;
}

async function find({ text, filters = {}, sort, from = 0, count = 0, counts = false, language = "" }) {
  const opened = await engine(language);
  const sought = asked(text);
  if (text.trim() && !sought.query) return { total: 0, results: [], counts: {} };
  const chosen = Object.values(filters).some((ids) => ids.length);
  const narrowed = wanted(filters, chosen || counts ? await valuesOf(opened) : {});
  const sorted = SORTS[sort] ?? (sought.query ? {} : SORTS.newest);
  const search = (by, query = sought.query || null) => opened.instance.search(query, { filters: by, sort: sorted });
  const whole = await search(narrowed);
  const byRelevance = sought.query && !SORTS[sort];
  const results = byRelevance ? await ranked((key) => search(narrowed, key), text, whole.results) : whole.results;
  const fragments = await Promise.all(results.slice(from, from + count).map((result) => result.data()));
  return {
    total: whole.results.length,
    results: fragments.map((fragment) => shown(fragment, sought, opened.tree)),
    counts: counts ? await counted(search, whole, narrowed) : {},
  };
}

addEventListener("message", async ({ data: { id, request } }) => {
  try {
    postMessage({ id, found: request ? await find(request) : await engine("").then(() => null) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
