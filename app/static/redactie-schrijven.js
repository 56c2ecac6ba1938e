// Saves a concept while people type, and keeps what they typed in the browser until the server has it.
// Without this script the form works as any form does.
"use strict";

(() => {
  const form = document.querySelector("[data-mk-schrijven]");
  if (!form || form.querySelector(".mk-write__all[disabled]")) return;

  const REST = 1500;
  const LONGEST_WAIT = 60_000;
  const PATIENCE = 20_000;
  const KEEPALIVE_LIMIT = 60_000;
  const OWN = new Set(["_basis", "daarna"]);
  const OFFLINE = "Nog niet opgeslagen: geen verbinding. Wat u typte, staat veilig in deze browser.";
  const SIGNED_OUT = "U bent niet meer aangemeld. Meld u aan in een nieuw tabblad. Wat u typte, blijft hier staan.";

  const key = `mk-schrijven:${form.dataset.mkSchrijven}`;
  const basis = form.elements.namedItem("_basis");
  const status = document.getElementById("opslag");
  const offer = document.getElementById("terugzetten");
  const state = { saved: "", timer: 0, wait: 0, busy: null, stopped: false, unkept: false, passing: false, told: "" };

  const pairs = () => [...new FormData(form)].filter(([name, value]) => !OWN.has(name) && typeof value === "string");
  const typed = () => new URLSearchParams(pairs()).toString();
  const isDirty = () => typed() !== state.saved;
  const say = (text) => document.dispatchEvent(new CustomEvent("mk:zeg", { detail: text }));

  // Read out only when things change for the worse or for the better, not at every save.
  function show(text, kind) {
    status.textContent = text;
    status.dataset.stand = kind;
    if (kind !== state.told && (kind !== "goed" || state.told)) say(text);
    state.told = kind;
  }

  /* What was typed stays in the browser until the server has it. */

  function keep() {
    try {
      localStorage.setItem(key, JSON.stringify({ at: Date.now(), basis: basis.value, typed: typed() }));
      state.unkept = false;
    } catch { state.unkept = true; }
  }

  function forget() {
    state.unkept = false;
    try { localStorage.removeItem(key); } catch { /* Nothing was kept either. */ }
  }

  function kept() {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  /* Saving. */

  function schedule(after = REST) {
    clearTimeout(state.timer);
    state.timer = setTimeout(() => { save(); }, after);
  }

  function again() {
    state.wait = Math.min(LONGEST_WAIT, Math.max(2000, state.wait * 2));
    schedule(state.wait);
  }

  // One save at a time: the next one waits and takes what was typed meanwhile along.
  async function save({ leaving = false } = {}) {
    clearTimeout(state.timer);
    if (state.busy && !leaving) { await state.busy; }
    if (!isDirty() || state.stopped) return !isDirty();
    const sending = send(typed(), leaving);
    state.busy = sending;
    try { return await sending; } finally { if (state.busy === sending) state.busy = null; }
  }

  async function send(body, leaving) {
    const whole = `${body}&${new URLSearchParams([["_basis", basis.value]])}`;
    let answer;
    try {
      answer = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" },
        body: whole,
        keepalive: leaving && whole.length < KEEPALIVE_LIMIT,
        signal: leaving ? undefined : AbortSignal.timeout(PATIENCE),
      });
    } catch {
      show(OFFLINE, "los");
      again();
      return false;
    }
    return take(answer, body);
  }

  async function take(answer, body) {
    if (answer.status === 401) { show(SIGNED_OUT, "afgemeld"); return false; }
    if (answer.status >= 500 || answer.status === 429) {
      show("Nog niet opgeslagen: de site doet het even niet. Wat u typte, staat veilig in deze browser.", "los");
      again();
      return false;
    }
    let told = null;
    try { told = await answer.json(); } catch { /* An error page. */ }
    if (told && "basis" in told) return stored(told, body);
    state.stopped = true;
    show(`${told?.reden ?? "Dit kan niet worden opgeslagen."} Wat u typte, staat nog in deze browser.`, "gestopt");
    return false;
  }

  function stored(told, body) {
    state.wait = 0;
    state.saved = body;
    basis.value = told.basis;
    faults(told.fouten);
    const clashes = Object.values(told.botsingen);
    const isWhole = !clashes.length && !Object.keys(told.fouten).length;
    if (!isDirty() && isWhole) forget(); else keep();
    if (clashes.length) {
      show(`Iemand anders veranderde ook: ${clashes.join(", ")}. Kies ‘Sla op’ en daarna welke tekst blijft.`, "botst");
    } else if (!isWhole) {
      show(`Opgeslagen om ${told.opgeslagen}, behalve wat rood is.`, "deels");
    } else {
      show(`Opgeslagen om ${told.opgeslagen}`, "goed");
    }
    if (isDirty()) schedule();
    return isWhole;
  }

  function faults(found) {
    form.querySelectorAll("[data-fout]").forEach((place) => {
      const name = place.dataset.fout;
      const message = found[name] ?? found[`${name}.onbekend`] ?? "";
      place.hidden = !message;
      place.querySelector("[data-fout-tekst]").textContent = message;
      const box = document.getElementById(`v-${name}`);
      if (box?.matches("input, textarea, select")) {
        if (message) {
          box.setAttribute("aria-invalid", "true");
          const described = new Set((box.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
          box.setAttribute("aria-describedby", [...described.add(place.id)].join(" "));
        } else box.removeAttribute("aria-invalid");
      }
      place.closest(".mk-write__field")?.classList.toggle("utrecht-form-field--invalid",
        [...place.closest(".mk-write__field").querySelectorAll("[data-fout]")].some((one) => !one.hidden));
    });
  }

  /* Putting back what was kept. */

  function fill(body) {
    const values = new Map();
    for (const [name, value] of new URLSearchParams(body)) values.set(name, [...(values.get(name) ?? []), value]);
    for (const name of values.keys()) room(name);
    for (const box of form.elements) {
      if (!box.name || OWN.has(box.name)) continue;
      if (box.type === "checkbox" || box.type === "radio") box.checked = (values.get(box.name) ?? []).includes(box.value);
      else if (values.has(box.name) && box.type !== "submit") box.value = values.get(box.name)[0];
    }
  }

  function offerBack(found) {
    const when = new Date(found.at).toLocaleString("nl-NL", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" });
    const text = document.createElement("p");
    text.textContent = `Er staat nog tekst die niet is opgeslagen, van ${when.replace(":", ".")}.`;
    const button = (words, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "utrecht-button mk-button mk-button--tweede mk-button--klein";
      made.textContent = words;
      made.addEventListener("click", () => { offer.hidden = true; act(); });
      return made;
    };
    const row = document.createElement("div");
    row.className = "mk-buttons";
    row.append(
      button("Zet terug", () => { fill(found.typed); basis.value = found.basis; keep(); save(); form.querySelector("h2")?.scrollIntoView(); }),
      button("Gooi weg", forget),
    );
    offer.replaceChildren(text, row);
    offer.hidden = false;
    say(text.textContent);
  }

  /* Rows: an empty one is always there. */

  function room(name) {
    for (const list of form.querySelectorAll("[data-rijen]")) {
      const start = `${list.dataset.rijen}.`;
      if (!name.startsWith(start)) continue;
      const wanted = Number(name.slice(start.length).split(".")[0]);
      while (Number.isInteger(wanted) && wanted < 200 && list.children.length <= wanted) addRow(list);
    }
  }

  function addRow(list) {
    const last = list.lastElementChild;
    const number = list.children.length - 1;
    const row = last.cloneNode(true);
    const [from, to] = [`${list.dataset.rijen}.${number}.`, `${list.dataset.rijen}.${number + 1}.`];
    for (const part of [row, ...row.querySelectorAll("*")]) {
      for (const attribute of part.attributes) attribute.value = attribute.value.replaceAll(from, to);
      if (part.matches("[type=checkbox], [type=radio]")) part.checked = false;
      else if (part.matches("input, textarea")) part.value = "";
      else if (part.matches("select")) part.value = "";
    }
    list.append(row);
  }

  /* What is typed makes a reason untrue, and the other way round. */

  function reasons(box) {
    const field = box.closest("[data-veld]");
    const why = field?.querySelector(`[data-reden-van="${CSS.escape(field.dataset.veld)}"]`);
    if (!why) return;
    if (box === why && why.value) {
      field.querySelectorAll(":scope > .mk-write__ticks input").forEach((tick) => { tick.checked = false; });
    } else if (box !== why && box.value && !(field.matches(".mk-write__figure") && box.matches("[type=checkbox], [type=radio]"))) {
      why.value = "";
    }
  }

  function changed(event) {
    if (!event.target.name || event.target.type === "submit") return;
    reasons(event.target);
    // An amount needs its source: the place to say so opens by itself.
    const where = event.target.closest(".mk-write__amounts")?.parentElement.querySelector(".mk-write__where");
    if (where && event.target.value && !where.querySelector("input:checked")) where.open = true;
    const list = event.target.closest("[data-rijen]");
    if (list && event.target.closest("li") === list.lastElementChild) addRow(list);
    if (!isDirty()) return;
    keep();
    if (!state.told || state.told === "goed") { status.textContent = "Nog niet opgeslagen"; status.dataset.stand = "bezig"; }
    schedule();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", () => { if (isDirty() && !state.wait) schedule(150); });

  /* Buttons: what was typed is safe first, so a page never leaves with text that the server did not get. */

  form.addEventListener("submit", async (event) => {
    if (state.passing) { if (state.passing === "sent") event.preventDefault(); state.passing = "sent"; return; }
    event.preventDefault();
    if (form.dataset.bezig) return;
    form.dataset.bezig = "ja";
    const isSafe = await save();
    // A form cannot be sent from within its own submit event.
    await new Promise((done) => { setTimeout(done); });
    delete form.dataset.bezig;
    if (["los", "afgemeld", "gestopt"].includes(state.told) && !isSafe) { status.scrollIntoView({ block: "nearest" }); say(status.textContent); return; }
    state.passing = "now";
    form.requestSubmit(event.submitter);
  });

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = link && event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!isPlain || link.target || link.hasAttribute("download") || link.getAttribute("href").startsWith("#") || !isDirty()) return;
    event.preventDefault();
    await Promise.race([save(), new Promise((done) => { setTimeout(done, 3000); })]);
    window.location.assign(link.href);
  });

  /* Leaving and coming back. */

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") save({ leaving: true });
    else if (isDirty()) schedule(100);
  });
  window.addEventListener("pagehide", () => { save({ leaving: true }); });
  window.addEventListener("online", () => { state.wait = 0; if (isDirty()) schedule(100); });
  window.addEventListener("offline", () => { if (isDirty()) show(OFFLINE, "los"); });
  window.addEventListener("focus", () => { if (state.told === "afgemeld" && isDirty()) schedule(100); });
  window.addEventListener("beforeunload", (event) => { if (state.unkept && isDirty()) event.preventDefault(); });
  window.addEventListener("pageshow", (event) => {
    state.passing = false;
    if (!event.persisted) return;
    if (isDirty()) schedule(100); else window.location.reload();
  });

  state.saved = typed();
  const hasFaults = Boolean(document.getElementById("fouten"));
  const found = kept();
  if (found?.typed && found.typed !== state.saved) offerBack(found);
  else if (found && !hasFaults) forget();
  if (hasFaults) document.getElementById("fouten").focus();
})();
