// Makes quicker what already works without script: facets, copying, telling what changed.
"use strict";

const page = document.documentElement;
const say = (text) => {
  const region = document.getElementById("mk-melding");
  if (!region) return;
  // Emptied first: the same sentence twice would otherwise not be read out again.
  region.textContent = "";
  window.setTimeout(() => { region.textContent = text; }, 60);
};

document.addEventListener("mk:zeg", (event) => say(event.detail));

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
  const fields = event.detail.ctx.sourceElement?.elements;
  for (const [name, value] of [...request.body]) {
    // What has to be filled in and is not, is news for the server.
    if (value === "" && !fields?.namedItem(name)?.required) request.body.delete(name);
  }
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
  const stays = trigger?.matches?.("[data-mk-blijf]");
  const heading = !stays && trigger?.matches?.("a") ? document.querySelector("[data-mk-aantal]") : null;
  const submitted = event.detail.ctx?.sourceEvent?.type === "submit";
  const invalid = submitted ? document.querySelector("[aria-invalid=true]") : null;
  if (heading) {
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  } else if (invalid) {
    invalid.focus();
  } else if (kept.focus && document.activeElement === document.body) {
    const field = document.getElementById(kept.focus);
    field?.focus({ preventScroll: true });
    if (kept.start !== null && field?.setSelectionRange) field.setSelectionRange(kept.start, kept.start);
  }
  // What only adds to a comparison leaves the list as it was: its number of results is no news.
  const news = stays ? "[data-mk-verzameling]" : "[data-mk-aantal], .mk-empty h3, [data-mk-zeg]";
  const told = [...document.querySelectorAll(news)];
  if (stays && !told.length) say("U vergelijkt nu geen aanpakken.");
  if (told.length) say(told.map((part) => part.textContent.trim().replace(/\s+/gu, " ").replace(/(?<![.?!])$/u, ".")).join(" "));
});

for (const failure of ["htmx:error", "htmx:response:error"]) {
  document.addEventListener(failure, () => say("Dat lukte niet. Probeer het opnieuw."));
}

/* Browsers that cannot show folded content without its summary get it unfolded on a wide screen. */

function prepare() {
  const wide = window.matchMedia("(width >= 62rem)").matches;
  if (wide && !CSS.supports("selector(::details-content)")) {
    document.querySelectorAll(".mk-facets, .mk-nav__details").forEach((fold) => { fold.open = true; });
  }
}

page.classList.add("mk-js");
if (window.htmx) page.classList.add("mk-htmx");
prepare();
