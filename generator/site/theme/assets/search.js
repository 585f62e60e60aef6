// The search on every page: the link in the header and the keys that lead to it. On the search page they lead to the
// form there, and elsewhere they open a dialog. Until its module is here, and without scripts, the link is a link.

/* global early */
const opener = document.querySelector(".find");
const page = document.querySelector(".search-page");

const isTyped = (target) => target.isContentEditable ||
  target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

// Where the letters of the keyboard are not Latin, the place of the key counts.
const isK = ({ key, code }) => /^[a-z]$/i.test(key) ? key.toLowerCase() === "k" : code === "KeyK";

// Some keyboards have the slash above another key, so Shift may be held.
function asksForSearch(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return false;
  if (event.ctrlKey !== event.metaKey) return !event.shiftKey && isK(event);
  return event.key === "/" && !event.ctrlKey && !isTyped(event.target);
}

function lead(open) {
  opener.setAttribute("role", "button");
  opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  if (!page) opener.setAttribute("aria-haspopup", "dialog");

  const hint = document.createElement("kbd");
  hint.setAttribute("aria-hidden", "true");
  hint.append("/");
  opener.append(hint);

  const answer = (event) => {
    event.preventDefault();
    open();
  };
  opener.addEventListener("click", (event) => {
    if (!(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)) answer(event);
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key === " ") answer(event);
  });
  document.addEventListener("keydown", (event) => {
    if (asksForSearch(event)) answer(event);
  });
  if (early.length) open(early.slice(1).join(""));
}

import(page ? "./search-page.js" : "./search-dialog.js").then(({ open }) => lead(open), () => {});
