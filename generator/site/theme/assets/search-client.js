// Asks search-worker.js and waits for its answers. `find` takes what the worker's `find` takes.

let worker;
let latest = 0;
const waiting = new Map();

function start() {
  worker = new Worker(new URL("search-worker.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", ({ data: { id, found, error } }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(found);
    else reject(new Error(error));
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    for (const { reject } of waiting.values()) reject(new Error("the search did not start"));
    waiting.clear();
    worker = undefined;
  });
}

export function find(request) {
  if (!worker) start();
  latest += 1;
  const id = latest;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, request });
  });
}

// Loads the engine before it is needed. Where that fails, the first search says so.
export const warm = () => find(null).catch(() => {});
