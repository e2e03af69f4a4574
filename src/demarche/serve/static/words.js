"use strict";
(() => {
  // Words that are selected in the text are put into the form, with what stands before them, by which they are found again.
  const form = document.querySelector("[data-words]");
  if (!form) return;
  const BEFORE = 60;
  const plain = (range) => {
    const part = range.cloneContents();
    for (const sign of part.querySelectorAll("a.n, .mend")) sign.remove();
    return part.textContent;
  };
  document.addEventListener("selectionchange", () => {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed) return;
    const range = chosen.getRangeAt(0);
    const start = range.startContainer;
    const paragraph = (start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement)?.closest(".row > p, .row > h2");
    if (!paragraph || !paragraph.contains(range.endContainer)) return;
    const words = plain(range).replace(/\s+/g, " ").trim();
    if (!words) return;
    const lead = document.createRange();
    lead.setStart(paragraph, 0);
    lead.setEnd(range.startContainer, range.startOffset);
    form.elements.words.value = words;
    form.querySelector("[data-before]").value = plain(lead).replace(/\s+/g, " ").slice(-BEFORE);
    form.elements.sentence.value = "";
  });
  const kind = form.querySelector("[data-kind]");
  const fold = () => {
    for (const part of form.querySelectorAll("[data-of]")) part.classList.toggle("off", part.dataset.of !== kind.value);
  };
  kind.addEventListener("change", fold);
  fold();
})();
