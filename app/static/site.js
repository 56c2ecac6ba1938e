// Makes quicker what already works without script: suggestions, facets, copying, telling what changed.
"use strict";

const page = document.documentElement;
const say = (text) => {
  const region = document.getElementById("mk-melding");
  if (!region) return;
  // Emptied first: the same sentence twice would otherwise not be read out again.
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 60);
};

/* Search suggestions: a combobox (ARIA 1.2) on top of a plain search form. */

class Suggestions {
  constructor(form) {
    this.input = form.querySelector("[data-mk-invoer]");
    this.list = form.querySelector("[role=listbox]");
    this.address = form.dataset.mkSuggesties;
    this.active = -1;
    const { input, list } = this;
    Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
      "aria-expanded": "false", "aria-controls": list.id,
    }).forEach(([name, value]) => input.setAttribute(name, value));
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => window.setTimeout(() => this.close(), 150));
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]")));
  }

  later() {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.fetch(), 160);
  }

  async fetch() {
    const words = this.input.value.trim();
    this.request?.abort();
    if (words.length < 2) return this.close();
    this.request = new AbortController();
    try {
      const answer = await fetch(`${this.address}?q=${encodeURIComponent(words)}`, { signal: this.request.signal });
      if (answer.ok) this.show(await answer.text());
      else this.close();
    } catch { this.close(); }
  }

  show(html) {
    // Parsed apart from the page; only options are taken over. Links inside become the option's address,
    // because an option may hold nothing that takes focus.
    const options = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[role=option]")];
    options.forEach((option, place) => {
      const link = option.querySelector("a[href]");
      if (link) {
        option.dataset.adres = link.getAttribute("href");
        link.replaceWith(...link.childNodes);
      }
      option.id = `${this.list.id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    this.list.replaceChildren(...options);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    if (!options.length) return this.close();
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    say(options.length === 1 ? "1 suggestie" : `${options.length} suggesties`);
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.list.children.length) this.show(this.list.innerHTML);
      return;
    }
    if (event.key === "Escape") { event.preventDefault(); this.close(); }
    if (event.key === "ArrowDown") { event.preventDefault(); this.move(1); }
    if (event.key === "ArrowUp") { event.preventDefault(); this.move(-1); }
    if (event.key === "Enter" && this.active >= 0) {
      event.preventDefault();
      this.choose(this.list.children[this.active]);
    }
  }

  move(step) {
    const options = [...this.list.children];
    // One place more than there are options: the field itself.
    const places = options.length + 1;
    this.active = ((this.active + 1 + step + places) % places) - 1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    const current = options[this.active];
    if (!current) return this.input.removeAttribute("aria-activedescendant");
    this.input.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (!option) return;
    if (option.dataset.adres) { window.location.assign(option.dataset.adres); return; }
    this.input.value = option.dataset.waarde ?? option.textContent.trim();
    this.close();
    this.input.form.requestSubmit();
  }
}

/* Long facets: narrow the list of tick boxes while typing. */

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function narrow(field) {
  const facet = field.closest("[data-mk-facet]");
  const words = plain(field.value.trim());
  const rows = [...facet.querySelectorAll("[data-mk-keuze]")];
  const more = facet.querySelector(".mk-facet__more");
  if (words && more) more.open = true;
  rows.forEach((row) => { row.hidden = words !== "" && !plain(row.dataset.mkKeuze).includes(words); });
  const left = rows.filter((row) => !row.hidden).length;
  if (words) say(left === 1 ? "1 keuze" : `${left} keuzes`);
}

document.addEventListener("input", (event) => {
  if (event.target.matches("[data-mk-facet-zoek]")) narrow(event.target);
});
for (const kind of ["change", "keydown"]) {
  // Typing in the small search field must neither change nor send the form around it.
  document.addEventListener(kind, (event) => {
    if (!event.target.matches?.("[data-mk-facet-zoek]")) return;
    event.stopPropagation();
    if (event.key === "Enter") event.preventDefault();
  }, true);
}

/* Copy a citation, print. */

document.addEventListener("click", async (event) => {
  const copy = event.target.closest("[data-mk-kopieer]");
  if (copy) {
    try {
      await navigator.clipboard.writeText(document.getElementById(copy.dataset.mkKopieer).textContent.trim());
      say("Gekopieerd");
      const label = copy.querySelector("[data-mk-tekst]") ?? copy;
      const before = label.textContent;
      label.textContent = "Gekopieerd";
      window.setTimeout(() => { label.textContent = before; }, 2500);
    } catch { say("Kopiëren lukt niet. Selecteer de tekst en kopieer die zelf."); }
  }
  if (event.target.closest("[data-mk-druk-af]")) window.print();
});

window.addEventListener("beforeprint", () => {
  const today = new Date().toLocaleDateString("nl-NL", { dateStyle: "long" });
  document.querySelectorAll("[data-mk-gedrukt]").forEach((place) => { place.textContent = `Gedrukt op ${today}.`; });
});

/* htmx: clean addresses, keep focus and folds, tell the number of results. */

const kept = { focus: "", start: null, folds: new Set(), searches: new Map() };

document.addEventListener("htmx:config:request", (event) => {
  const { request } = event.detail.ctx;
  if (request.method !== "GET" || !(request.body instanceof FormData)) return;
  for (const [name, value] of [...request.body]) if (value === "") request.body.delete(name);
});

document.addEventListener("htmx:before:swap", () => {
  const active = document.activeElement;
  kept.focus = active?.id ?? "";
  kept.start = active?.selectionStart ?? null;
  kept.folds = new Set([...document.querySelectorAll("details[id][open]")].map((fold) => fold.id));
  kept.searches = new Map([...document.querySelectorAll("[data-mk-facet-zoek]")].map((one) => [one.id, one.value]));
});

document.addEventListener("htmx:after:swap", (event) => {
  kept.folds.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
  kept.searches.forEach((words, id) => {
    const field = document.getElementById(id);
    if (field && words) { field.value = words; narrow(field); }
  });
  prepare();
  const trigger = event.detail.ctx?.sourceElement;
  const heading = trigger?.matches?.("a") ? document.querySelector("[data-mk-aantal]") : null;
  if (heading) {
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  } else if (kept.focus && document.activeElement === document.body) {
    const field = document.getElementById(kept.focus);
    field?.focus({ preventScroll: true });
    if (kept.start !== null && field?.setSelectionRange) field.setSelectionRange(kept.start, kept.start);
  }
  const count = document.querySelector("[data-mk-aantal]");
  if (count) say(count.textContent.trim());
});

for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, () => say("Dat lukte niet. Probeer het opnieuw."));
}

/* Browsers that cannot show folded content without its summary get it unfolded on a wide screen. */

function prepare() {
  document.querySelectorAll("[data-mk-suggesties][data-mk-form]").forEach((form) => {
    if (form.dataset.mkKlaar) return;
    form.dataset.mkKlaar = "ja";
    new Suggestions(form);
  });
  const wide = window.matchMedia("(width >= 62rem)").matches;
  if (wide && !CSS.supports("selector(::details-content)")) {
    document.querySelectorAll(".mk-facets, .mk-nav__details").forEach((fold) => { fold.open = true; });
  }
}

page.classList.add("mk-js");
if (window.htmx) page.classList.add("mk-htmx");
prepare();
