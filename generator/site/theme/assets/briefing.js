// What the style sheets cannot do: a button that works Material's drawer, and parts that are open where there is room.
// Runs before Material's script.

// Material would ask the public address of the site for the sitemaps of all languages. The space hides them from it.
for (const link of document.querySelectorAll("link[rel=alternate]")) link.rel = "alternate ";

// Material's keys for the next and the previous page are none here: one who types too early would be carried away. The
// key of the search is kept for search.js, and what is typed before that is there.
const early = [];
addEventListener("keydown", (event) => {
  const { key, target, ctrlKey, metaKey, altKey } = event;
  if (key.length > 1 || ctrlKey || metaKey || altKey || target.closest("input, textarea, select, dialog")) return;
  const search = document.querySelector(".find:not([role])");
  if (search && (key === "/" || early.length)) {
    early.push(key);
    event.preventDefault();
  }
  if (key === " " || (!search && key === "/")) return;
  event.stopImmediatePropagation();
}, true);

const drawer = document.getElementById("__drawer");
const button = document.querySelector(".menu");
const tell = () => button.setAttribute("aria-expanded", drawer.checked);
button.addEventListener("click", () => drawer.click());
drawer.addEventListener("change", tell);
tell();

const menus = [...document.querySelectorAll("details[data-open-from]")];
const hasRoom = (menu) => matchMedia(`(min-width: ${menu.dataset.openFrom}px)`);

for (const menu of menus) {
  const fit = () => { menu.open = hasRoom(menu).matches; };
  hasRoom(menu).addEventListener("change", fit);
  fit();
}

// A menu closes when its reader goes elsewhere, and with Escape, as the drawer does.
const folding = () => menus.filter((menu) => menu.open && !hasRoom(menu).matches);
document.addEventListener("click", ({ target }) => {
  for (const menu of folding()) menu.open = menu.contains(target) && !target.closest("a");
});
document.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  if (drawer.checked) drawer.click();
  for (const menu of folding()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// What is wider than its box can be scrolled by keyboard too.
const fits = new ResizeObserver((boxes) => {
  for (const { target } of boxes) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});
addEventListener("load", () => {
  for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .chart")) fits.observe(box);
});
