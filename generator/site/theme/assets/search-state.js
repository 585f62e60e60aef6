// What the search page shows, as its address says it: text, filters, language, order, page.

export const GROUPS = ["kind", "year", "party", "sector", "type", "status", "person"];
export const ORDERS = ["relevance", "newest", "oldest"];

/** The state that an address asks for. What it says amiss is taken for not said. */
export function read(query) {
  const given = new URLSearchParams(query);
  const page = Number(given.get("page"));
  return {
    text: given.get("q") ?? "",
    filters: Object.fromEntries(GROUPS.map((group) => [group, [...new Set(given.getAll(group))].filter(Boolean)])),
    language: given.get("language") ?? "",
    sort: ORDERS.includes(given.get("sort")) ? given.get("sort") : "",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
  };
}

const usualOrder = ({ text }) => text.trim() ? "relevance" : "newest";

/** The order of the results: without a text, nothing is more relevant than another. */
export function orderOf(state) {
  const isPossible = state.sort && (state.sort !== "relevance" || state.text.trim());
  return isPossible ? state.sort : usualOrder(state);
}

/** The address of a state, without what is usual. */
export function addressOf(state) {
  const query = new URLSearchParams();
  if (state.text.trim()) query.append("q", state.text.trim());
  for (const group of GROUPS) for (const id of state.filters[group]) query.append(group, id);
  if (state.language) query.append("language", state.language);
  if (orderOf(state) !== usualOrder(state)) query.append("sort", orderOf(state));
  if (state.page > 1) query.append("page", state.page);
  return query.size ? `?${query}` : location.pathname;
}

/** The state after a change, on the first page unless that is what changes. */
export const changed = (state, change) => ({ ...state, page: 1, ...change });

/** The state with a value of a filter chosen, or no longer. */
export function toggled(state, group, id) {
  const ids = state.filters[group];
  const now = ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id];
  return changed(state, { filters: { ...state.filters, [group]: now } });
}

/** The state without filters. */
export function cleared(state) {
  return changed(state, { filters: Object.fromEntries(GROUPS.map((group) => [group, []])), language: "" });
}
