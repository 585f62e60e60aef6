// Asks Pagefind, away from the page. Here Pagefind does not see the language of the page, and so does not cut what was
// typed into words in another way than the index was. Gets {id, request} and answers {id, found} or {id, error}.

import { asked, closeness, excerpt, keyWord, marked, missing, restored } from "./search-words.js";

const RANKING = {
  termFrequency: 1,
  termSimilarity: 2,
  pageLength: 0.3,
  diacriticSimilarity: 0.3,
  metaWeights: {
    name: 8, names: 8, title: 5, titles: 5, heading: 2.5, headings: 2.5, date: 6, days: 6, dated: 2,
    details: 4, others: 3, forms: 1, keys: 0,
  },
};
const FOREMOST = 10;
const NEAR = 2;
const MOST = 6;
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

const dated = (meta) => restored(meta.date ?? meta.dated ?? "");
const titled = (meta) => restored(meta.name ?? meta.title ?? meta.heading);

function shown({ raw_url: path, meta, content, filters }, sought, tree) {
  const title = titled(meta);
  const text = restored(content);
  return {
    href: new URL(`.${path}`, tree).href,
    title: marked(title, sought),
    excerpt: text === title ? [] : excerpt(text, sought),
    kind: filters.kind ? split(filters.kind[0]) : null,
    date: dated(meta),
    parties: (filters.party ?? []).map((value) => split(value).label).filter((label) => label !== title),
    status: filters.status ? split(filters.status[0]) : null,
    language: filters.spoken ? split(filters.spoken[0]).id : "",
  };
}

// The results by relevance, but first those that are called just what was typed, then those whose whole title was
// begun; of the foremost those of whose titles more was typed.
async function ranked(search, typed, sought, results) {
  const key = keyWord(typed);
  const called = new Map();
  await Promise.all((await search(key)).results.slice(0, FOREMOST).map(async (result) => {
    const { meta } = await result.data();
    if (meta.keys?.split(" ").includes(key)) called.set(result.id, 2);
  }));
  const foremost = await Promise.all(results.slice(0, FOREMOST).map(async (result) => {
    const { meta } = await result.data();
    if (closeness(titled(meta), sought) === 1 && !called.has(result.id)) called.set(result.id, 1);
    const near = meta.heading ? 0 : closeness(`${titled(meta)} ${dated(meta)}`, sought);
    return { result, score: result.score * (1 + NEAR * near) };
  }));
  const inOrder = [...foremost.sort((a, b) => b.score - a.score).map(({ result }) => result), ...results.slice(FOREMOST)];
  const first = ({ id }) => called.get(id) ?? 0;
  return inOrder.sort((a, b) => first(b) - first(a));
}

// What is really asked: the query, or what of it finds something, and the words that are left out of it. A number is
// never left out: it may be the day that is meant.
async function settled(search, query) {
  const asks = async (words) => {
    const [best] = (await search(words)).results;
    const { meta, content } = best ? await best.data() : {};
    return { words, score: best?.score ?? 0, lacks: best ? missing(words, [...Object.values(meta), content]) : words.split(" ") };
  };
  const { lacks } = await asks(query);
  if (!lacks.length) return { query, without: [] };
  const others = await Promise.all(instead(query, lacks).map(async ([words, gone]) => ({ ...await asks(words), gone })));
  const [best] = others.filter((other) => !other.lacks.length).sort((a, b) => b.score - a.score);
  return best ? { query: best.words, without: best.gone } : { query: "", without: [] };
}

// Queries to try instead, and the words that each leaves out: less of the last word, for "y" is another letter at the
// end of a word than in its middle to Pagefind; none of the words that are not there; not one of them all.
function instead(query, lacks) {
  const words = query.split(" ");
  const shorter = /[a-z]{3,}y$/iu.test(query) ? [[query.slice(0, -1), []]] : [];
  const groups = lacks.length < words.length ? [lacks] : words.slice(0, MOST).map((word) => [word]);
  const left = groups.filter((gone) => gone.length < words.length && !gone.some((word) => /\d/u.test(word)));
  return [...shorter, ...left.map((gone) => [words.filter((word) => !gone.includes(word)).join(" "), gone])];
}

async function find({ text, filters = {}, sort, from = 0, count = 0, counts = false, language = "" }) {
  const opened = await engine(language);
  const sought = asked(text);
  const sorted = SORTS[sort] ?? (sought.query ? {} : SORTS.newest);
  const { query, without } = sought.query
    ? await settled((words) => opened.instance.search(words), sought.query) : { query: "", without: [] };
  if (text.trim() && !query) return { total: 0, results: [], counts: {}, without };
  const chosen = Object.values(filters).some((ids) => ids.length);
  const values = chosen || counts || !query ? await valuesOf(opened) : {};
  // Where nothing is typed records are listed, and not the pages that list them.
  const kinds = query || filters.kind?.length ? [] : Object.keys(values.kind ?? {}).map((value) => split(value).id);
  const narrowed = wanted(kinds.length ? { ...filters, kind: kinds } : filters, values);
  const search = (words, by = narrowed) => opened.instance.search(words || null, { filters: by, sort: sorted });
  const whole = await search(query);
  const byRelevance = query && !SORTS[sort];
  const results = byRelevance ? await ranked(search, text, sought, whole.results) : whole.results;
  const fragments = await Promise.all(results.slice(from, from + count).map((result) => result.data()));
  return {
    total: whole.results.length,
    results: fragments.map((fragment) => shown(fragment, sought, opened.tree)),
    counts: counts ? await counted((by) => search(query, by), whole, narrowed) : {},
    without: without.map(restored),
  };
}

addEventListener("message", async ({ data: { id, request } }) => {
  try {
    postMessage({ id, found: request ? await find(request) : await engine("").then(() => null) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
});
