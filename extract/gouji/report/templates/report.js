"use strict";
(() => {
  const cards = () => [...document.querySelectorAll(".card")].filter((c) => !c.hidden);
  let current = -1;

  const go = (step) => {
    const shown = cards();
    if (!shown.length) return;
    current = Math.min(Math.max(current + step, 0), shown.length - 1);
    const card = shown[current];
    card.closest("details")?.setAttribute("open", "");
    card.scrollIntoView({ block: "start" });
    card.focus({ preventScroll: true });
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea")) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });

  // Pressed buttons show what they name; of a group in which none is pressed all is shown. The search narrows further.
  const pressed = (name) => new Set([...document.querySelectorAll(`[data-filter="${name}"] .chip[aria-pressed="true"]`)].map((b) => b.dataset.value));
  const search = document.querySelector(".search");
  const all = [...document.querySelectorAll(".card")];

  const apply = () => {
    const severities = pressed("severity");
    const kinds = pressed("kind");
    const words = (search?.value ?? "").trim().toLowerCase().split(/\s+/).filter(Boolean);
    const within = (set, value) => !set.size || set.has(value);
    let shown = 0;
    for (const card of all) {
      const text = words.length ? card.textContent.toLowerCase() : "";
      card.hidden = !(within(severities, card.dataset.severity) && within(kinds, card.dataset.kind) && words.every((w) => text.includes(w)));
      shown += !card.hidden;
      const line = document.querySelector(`[data-card="${card.id}"]`);
      if (line) line.hidden = card.hidden;
    }
    const narrowed = severities.size || kinds.size || words.length;
    const told = document.querySelector(".shown");
    if (told) told.textContent = narrowed ? `${shown} / ${all.length}` : "";
    const roundings = document.querySelector(".roundings");
    if (roundings) roundings.open = Boolean(narrowed) && [...roundings.querySelectorAll(".card")].some((c) => !c.hidden);
    current = -1;
  };
  search?.addEventListener("input", apply);

  const copy = async (button) => {
    const text = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(text);
    } catch { // a page opened from disk may not have the clipboard
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    const before = button.innerHTML;
    button.textContent = "已复制";
    setTimeout(() => { button.innerHTML = before; }, 1500);
  };

  document.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (chip) {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      apply();
    }
    const button = event.target.closest(".copy");
    if (button) copy(button);
  });

  // A link to a card that a filter hides takes the filters away.
  const clear = () => {
    document.querySelectorAll(".chip[aria-pressed='true']").forEach((b) => b.setAttribute("aria-pressed", "false"));
    if (search) search.value = "";
    apply();
  };

  // A link to a card inside the folded roundings unfolds them.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const card = target.closest(".card");
    if (card?.hidden) clear();
    (target.matches("details") ? target : target.closest("details"))?.setAttribute("open", "");
    target.scrollIntoView({ block: target.matches(".card, section, details") ? "start" : "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#ledger details:not([open]), details.warning:not([open])")]; // how each follows stays folded
    folded.forEach((d) => d.setAttribute("open", ""));
  });
  addEventListener("afterprint", () => folded.forEach((d) => d.removeAttribute("open")));
})();
