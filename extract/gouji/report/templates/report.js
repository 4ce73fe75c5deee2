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

  // A card is shown when the buttons of its severity and of its kind are both pressed.
  const apply = () => {
    const off = (name) => new Set([...document.querySelectorAll(`[data-filter="${name}"] .chip[aria-pressed="false"]`)].map((b) => b.dataset.value));
    const severities = off("severity");
    const kinds = off("kind");
    for (const card of document.querySelectorAll(".card")) {
      card.hidden = severities.has(card.dataset.severity) || kinds.has(card.dataset.kind);
    }
    current = -1;
  };

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
    button.textContent = "已复制";
    setTimeout(() => { button.textContent = "复制"; }, 1500);
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

  // A link to a card inside the folded roundings unfolds them.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "center" });
  };
  addEventListener("hashchange", reveal);
  reveal();

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("#ledger details:not([open]), .how:not([open])")]; // roundings stay folded
    folded.forEach((d) => d.setAttribute("open", ""));
  });
  addEventListener("afterprint", () => folded.forEach((d) => d.removeAttribute("open")));
})();
