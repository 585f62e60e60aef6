// The filters of the search page: a group of checkboxes for each property, one of radio buttons for the language.

import { element, filled, number } from "./search-results.js";

const FEW = 8; // values that a folded group shows
const MANY = 20; // values from which on a list can be narrowed down by typing

// Letters as a reader types them who leaves out accents and apostrophes.
const folded = (text) => text.normalize("NFD").replace(/[\p{M}ʻʼ‘’'`]/gu, "").toLowerCase();

/** A choice with its count, kept while its group is drawn anew, so that the focus stays. */
class Choice {
  constructor(type, name, { id, label, lang }, choose) {
    this.input = element("input", { type, name, value: id });
    this.name = element("span", { dir: "auto", lang }, label);
    this.count = element("span", { class: "count" });
    this.row = element("li", {}, element("label", {}, this.input, this.name, this.count));
    this.input.addEventListener("change", () => choose(id));
  }

  tell(count) {
    this.count.textContent = count === null ? "" : number(count);
  }
}

/** What unfolds under its name; `labels.groups` has the names. */
function unfolding(name, labels, isOpen, ...children) {
  const within = element("div", { role: "group", "aria-label": labels.groups[name] }, ...children);
  return element("details", { class: "group", open: isOpen }, element("summary", {}, labels.groups[name]), within);
}

/** Puts other children into an element; one of them that has the focus keeps it. */
function refill(target, ...children) {
  const focused = document.activeElement;
  target.replaceChildren(...children);
  if (target.contains(focused)) focused.focus({ preventScroll: true });
}

/** The values of one property. `choose(id)` is called when one is chosen or no longer. */
export class Group {
  constructor(name, labels, isOpen, choose) {
    Object.assign(this, { name, labels, choose, choices: new Map(), known: new Map(), isWhole: false });
    const narrow = labels.narrow ?? "";
    this.narrow = element("input", {
      type: "text", class: "narrow", "aria-label": narrow, placeholder: narrow, autocomplete: "off",
      autocapitalize: "off", spellcheck: "false",
    });
    this.list = element("ul");
    this.more = element("button", { type: "button", class: "more" });
    this.details = unfolding(name, labels, isOpen, this.narrow, this.list, this.more);
    this.details.hidden = true;
    this.narrow.addEventListener("input", () => this.draw());
    this.more.addEventListener("click", () => {
      this.isWhole = !this.isWhole;
      this.draw();
    });
  }

  /** Draws the values that occur in the results, and those that are chosen, these first; `lang` is their language. */
  update(values, chosen, lang) {
    for (const { id, label } of values) this.known.set(id, label);
    const rest = values.filter(({ id, count }) => count && !chosen.includes(id));
    const found = values.filter(({ id }) => chosen.includes(id));
    const lost = chosen.filter((id) => !found.some((value) => value.id === id));
    this.values = [...found, ...lost.map((id) => ({ id, label: this.labelOf(id), count: 0 })), ...rest];
    this.chosen = chosen;
    this.list.lang = lang;
    this.details.hidden = !this.values.length;
    this.draw();
  }

  /** The label of a value that was among the results at some time, or else its id. */
  labelOf(id) {
    return this.known.get(id) ?? id;
  }

  draw() {
    const { values, labels } = this;
    const isLong = values.length > FEW;
    const isWhole = this.isWhole && isLong;
    this.narrow.hidden = !isWhole || values.length <= MANY;
    if (this.narrow.hidden) this.narrow.value = "";
    const part = folded(this.narrow.value.trim());
    const shown = isWhole ? values.filter(({ label }) => folded(label).includes(part))
      : values.slice(0, Math.max(FEW, this.chosen.length));
    refill(this.list, ...shown.map((value) => this.rowOf(value)));
    this.list.classList.toggle("whole", isWhole);
    this.more.hidden = !isLong;
    this.more.setAttribute("aria-expanded", isWhole);
    this.more.textContent = isWhole ? labels.fewer : filled(labels.all, { number: number(values.length) });
  }

  rowOf(value) {
    const { id, label, count } = value;
    if (!this.choices.has(id)) this.choices.set(id, new Choice("checkbox", this.name, value, this.choose));
    const choice = this.choices.get(id);
    if (choice.name.textContent !== label) choice.name.textContent = label;
    choice.input.checked = this.chosen.includes(id);
    choice.tell(count);
    return choice.row;
  }
}

/** The languages of the site. `count(language)` promises how much is found in one; it is asked while this is open. */
export class Languages {
  constructor(labels, isOpen, choose, count) {
    this.choices = labels.languages.map((language) => {
      const { code, name } = language;
      const choice = new Choice("radio", "language", { id: code, label: name, lang: code }, () => choose(code));
      return { language, choice };
    });
    this.count = count;
    const list = element("ul", {}, ...this.choices.map(({ choice }) => choice.row));
    this.details = unfolding("language", labels, isOpen, list);
    this.details.hidden = labels.languages.length < 2;
    this.details.addEventListener("toggle", () => this.tell());
  }

  update(code) {
    for (const { language, choice } of this.choices) choice.input.checked = language.code === code;
    this.tell();
  }

  async tell() {
    if (!this.details.open || this.details.hidden) return;
    const round = this.round = (this.round ?? 0) + 1;
    for (const { language, choice } of this.choices) {
      const count = await this.count(language).catch(() => null);
      if (round !== this.round) return;
      choice.tell(count);
    }
  }
}
