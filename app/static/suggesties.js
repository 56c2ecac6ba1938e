// Suggestions while typing: an editable combobox with a list (ARIA 1.2) on top of a plain search form.
// Whatever goes wrong here, the form goes on working as if this file were not there.
"use strict";

{
  const SHORTEST = 2;
  const WAIT = 120; // milliseconds without a key before the server is asked
  const PATIENCE = 3000; // after this an answer comes too late to be of use
  const KEPT_FOR = 30000; // an answer is used again for so long
  const MOST_KEPT = 50;
  const SAY_AFTER = 500; // a screen reader first reads what was typed

  const LOWEST = 150; // pixels
  const HIGHEST = 560;
  const MARGIN = 8;

  const tell = (text) => document.dispatchEvent(new CustomEvent("mk:zeg", { detail: text }));

  // Parsed apart from the page; only options are taken over. A link inside becomes the option's address,
  // because an option may hold nothing that takes focus.
  const optionsIn = (html, id) => {
    const options = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("[role=option]")];
    options.forEach((option, place) => {
      const link = option.querySelector("a[href]");
      if (link) {
        option.dataset.adres = link.getAttribute("href");
        link.replaceWith(...link.childNodes);
      }
      option.id = `${id}-${place}`;
      option.setAttribute("aria-selected", "false");
    });
    return options;
  };

  class Suggestions {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("[data-mk-invoer]");
      this.list = form.querySelector("[role=listbox]");
      this.active = -1;
      this.shownFor = "";
      this.said = "";
      this.kept = new Map();
      Object.entries({
        role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
        "aria-expanded": "false", "aria-controls": this.list.id,
      }).forEach(([name, value]) => this.input.setAttribute(name, value));
      this.listen();
    }

    listen() {
      const { input, list, form } = this;
      input.addEventListener("input", () => this.typed());
      input.addEventListener("keydown", (event) => this.key(event));
      // Without a next element the keyboard of a telephone went away, or the window did: the list stays.
      input.addEventListener("focusout", (event) => { if (event.relatedTarget) this.stop(); });
      list.addEventListener("mousedown", (event) => event.preventDefault());
      list.addEventListener("click", (event) => this.choose(event.target.closest("[role=option]"), event));
      form.addEventListener("submit", () => this.stop());
      document.addEventListener("pointerdown", (event) => { if (!form.contains(event.target)) this.stop(); });
      window.addEventListener("pagehide", () => this.stop());
      window.visualViewport?.addEventListener("resize", () => { if (this.isOpen) this.fit(); });
    }

    get words() { return this.input.value.trim().replace(/\s+/gu, " "); }

    get isOpen() { return !this.list.hidden; }

    // While an answer is on its way the list is still that of fewer letters.
    get isCurrent() { return this.isOpen && this.shownFor === this.words; }

    typed() {
      this.activate(-1);
      this.cancel();
      if (this.words.length < SHORTEST) { this.close(); return; }
      if (this.fresh(this.words)) this.show(this.words, this.fresh(this.words));
      else this.timer = window.setTimeout(() => this.ask(), WAIT);
    }

    fresh(words) {
      const found = this.kept.get(words);
      return found && Date.now() - found.at < KEPT_FOR ? found.html : "";
    }

    // One question at a time. Who asks the same again waits for the answer that is on its way.
    ask() {
      const { words } = this;
      if (this.request?.words === words) return this.request.answer;
      this.cancel();
      if (words.length < SHORTEST) return Promise.resolve();
      const request = { words, control: new AbortController() };
      this.request = request;
      request.answer = this.bring(request);
      return request.answer;
    }

    async bring(request) {
      const { words, control } = request;
      const tooLate = window.setTimeout(() => control.abort(), PATIENCE);
      try {
        const address = `${this.form.dataset.mkSuggesties}?q=${encodeURIComponent(words)}`;
        const answer = this.fresh(words) ? null : await fetch(address, { signal: control.signal });
        if (answer && !answer.ok) throw new Error(String(answer.status));
        const html = answer ? await answer.text() : this.fresh(words);
        if (answer) this.keep(words, html);
        if (this.request === request && this.words === words) this.show(words, html);
      } catch {
        // Slow, gone or refused. An answer that was called off is none of the present list's business.
        if (this.request === request) this.close();
      } finally {
        window.clearTimeout(tooLate);
        if (this.request === request) this.request = null;
      }
    }

    keep(words, html) {
      this.kept.delete(words);
      this.kept.set(words, { html, at: Date.now() });
      if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value);
    }

    cancel() {
      window.clearTimeout(this.timer);
      this.request?.control.abort();
      this.request = null;
    }

    show(words, html) {
      if (document.activeElement !== this.input) return;
      const options = optionsIn(html, this.list.id);
      this.list.replaceChildren(...options);
      this.list.scrollTop = 0;
      this.activate(-1);
      if (!options.length) { this.close(); return; }
      this.shownFor = words;
      this.list.hidden = false;
      this.fit();
      this.input.setAttribute("aria-expanded", "true");
      this.sayLater(options.filter((option) => option.dataset.adres).length);
    }

    fit() {
      // As high as the window has room for, above the keyboard of a telephone too.
      const { height, offsetTop } = window.visualViewport ?? { height: window.innerHeight, offsetTop: 0 };
      const room = offsetTop + height - this.list.getBoundingClientRect().top - MARGIN;
      this.list.style.maxBlockSize = `${Math.min(Math.max(room, LOWEST), HIGHEST)}px`;
    }

    sayLater(number) {
      const words = { 0: "Geen suggesties", 1: "1 suggestie" }[number] ?? `${number} suggesties`;
      window.clearTimeout(this.saying);
      if (words === this.said) return;
      this.saying = window.setTimeout(() => {
        this.said = words;
        tell(number ? `${words}. Kies met de pijltoetsen.` : `${words}.`);
      }, SAY_AFTER);
    }

    close() {
      window.clearTimeout(this.saying);
      this.said = "";
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
    }

    stop() {
      this.cancel();
      this.close();
    }

    async open(place) {
      if (!this.isCurrent) {
        if (this.shownFor === this.words && this.fresh(this.words)) this.show(this.words, this.fresh(this.words));
        else await this.ask();
      }
      if (this.isCurrent && place) this.activate(place === "first" ? 0 : this.list.children.length - 1);
    }

    key(event) {
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      const { key, altKey } = event;
      const vertical = key === "ArrowDown" || key === "ArrowUp";
      if (vertical) event.preventDefault();
      if (key === "ArrowUp" && altKey) this.close();
      else if (vertical && this.isCurrent) this.move(key === "ArrowDown" ? 1 : -1);
      else if (vertical) this.open(altKey ? "" : { ArrowDown: "first", ArrowUp: "last" }[key]);
      else if (key === "Escape") this.escape(event);
      else if (key === "Enter" && this.isOpen && this.active >= 0) {
        event.preventDefault();
        this.choose(this.list.children[this.active], event);
      } else if (key === "Tab") this.stop();
      else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) this.activate(-1);
    }

    escape(event) {
      event.preventDefault();
      if (!this.isOpen) this.input.value = "";
      this.stop();
    }

    move(step) {
      // One place more than there are options: the field itself.
      const places = this.list.children.length + 1;
      this.activate(((this.active + 1 + step + places) % places) - 1);
    }

    activate(place) {
      this.active = place;
      [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
      const current = this.list.children[place];
      if (!current) { this.input.removeAttribute("aria-activedescendant"); return; }
      this.input.setAttribute("aria-activedescendant", current.id);
      current.scrollIntoView({ block: "nearest" });
    }

    choose(option, event) {
      if (!option) return;
      const { adres, mkZoek } = option.dataset;
      if (adres && (event.ctrlKey || event.metaKey)) { window.open(adres, "_blank", "noopener"); return; }
      this.stop();
      if (adres) { window.location.assign(adres); return; }
      this.input.value = mkZoek;
      this.form.requestSubmit();
    }
  }

  const start = () => {
    document.querySelectorAll("[data-mk-suggesties][data-mk-form]").forEach((form) => {
      if (form.dataset.mkKlaar) return;
      form.dataset.mkKlaar = "ja";
      new Suggestions(form);
    });
  };

  start();
  document.addEventListener("htmx:after:swap", start);
}
