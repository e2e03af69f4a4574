"use strict";
(() => {
  document.documentElement.classList.add("js");
  // A choice takes effect at once; fields that are typed into wait until they are left, or for Enter.
  for (const form of document.querySelectorAll("[data-filters]")) {
    form.addEventListener("change", () => form.requestSubmit());
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
  }
  // On a narrow window the filters stand folded above the list.
  const narrow = matchMedia("(max-width: 54rem)");
  if (narrow.matches) for (const fold of document.querySelectorAll("details.sieve")) fold.open = false;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, select, textarea")) return;
    event.preventDefault();
    document.getElementById("seek").focus();
  });
})();
