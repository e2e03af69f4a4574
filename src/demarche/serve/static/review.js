"use strict";
(() => {
  // The queue by keyboard. Without this script every key has its button.
  const lines = [...document.querySelectorAll("[data-queue] > .line")];
  for (const hint of document.querySelectorAll(".keys")) hint.hidden = false;
  let at = -1;
  const go = (to) => {
    if (!lines.length) return;
    at = Math.min(Math.max(to, 0), lines.length - 1);
    lines[at].focus();
  };
  const doings = {
    j: () => go(at + 1),
    k: () => go(at - 1),
    a: (line) => line.querySelector("[data-accept]")?.requestSubmit(),
    r: (line) => {
      const fold = line.querySelector("[data-reject]");
      if (!fold) return;
      fold.open = true;
      fold.querySelector("input[name=why]").focus();
    },
    e: (line) => line.querySelector("h2 a").click(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest("input, select, textarea");
    if (event.key === "Escape" && typing) {
      typing.blur();
      if (lines[at]) lines[at].focus();
    }
    if (typing || !(event.key in doings)) return;
    if (at < 0 && event.key !== "k") go(0);
    else if (lines[at] || event.key === "j" || event.key === "k") doings[event.key](lines[at]);
    event.preventDefault();
  });
  for (const [index, line] of lines.entries()) line.addEventListener("focusin", () => { at = index; });
})();
