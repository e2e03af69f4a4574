"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const root = document.documentElement;
  const cards = all(".notes > li");
  const texts = all(".book");
  const toggles = all(".key input");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let chosen = null;
  let near = [];
  let marked = [];
  root.classList.add("js");

  // The marks of an article by the index of the claim, made when first asked for: pages may hold many reports.
  const books = new WeakMap();
  const marksOf = (card) => {
    const book = card.closest(".book");
    if (!books.has(book)) {
      const index = new Map();
      for (const mark of all("u[data-c]", book)) {
        for (const token of mark.dataset.c.split(" ")) {
          const key = token.slice(0, -1);
          if (!index.has(key)) index.set(key, []);
          index.get(key).push([mark, token.slice(-1)]);
        }
      }
      books.set(book, index);
    }
    return books.get(book).get(card.dataset.i) || [];
  };
  const cardAt = (book, key) => book.querySelector(`.notes > li[data-i="${key}"]`);
  // Asks the boxes, not the layout, which would have to be made anew for every card.
  const isOn = (id) => document.getElementById(id)?.checked ?? true;
  const KINDS = { e: "k-event", s: "k-statement", c: "k-commitment" };
  const isShown = (card) => {
    const names = [...card.classList];
    if (!names.every((name) => !(name in KINDS) || isOn(KINDS[name]))) return false;
    if (!card.classList.contains("e")) return true;
    return names.every((name) => !/^(s-|q\d)/.test(name) || isOn(name.replace(/^q/, "q-")));
  };
  const numberOf = (card) => document.getElementById(card.querySelector("a[role=doc-backlink]").hash.slice(1));
  const show = (node, block) => {
    const box = node.getBoundingClientRect();
    if (block === "nearest" || box.top < 60 || box.bottom > innerHeight - 60) {
      node.scrollIntoView({ block, behavior: calm.matches ? "auto" : "smooth" });
    }
  };

  const clear = () => {
    for (const mark of marked) mark.classList.remove("hi", "hot");
    for (const card of near) card.classList.remove("near");
    if (chosen) {
      chosen.classList.remove("on");
      numberOf(chosen)?.classList.remove("on");
      if (chosen.dataset.auto) chosen.querySelector("details").open = false;
      delete chosen.dataset.auto;
    }
    chosen = null;
    near = [];
    marked = [];
  };

  const choose = (card, others = []) => {
    if (card !== chosen) {
      const fold = card.querySelector("details");
      clear();
      chosen = card;
      if (!fold.open) {
        fold.open = true;
        card.dataset.auto = "1";
      }
    }
    card.classList.add("on");
    numberOf(card)?.classList.add("on");
    for (const [mark, role] of marksOf(card)) {
      mark.classList.add("hi");
      if (!"xs".includes(role)) mark.classList.add("hot");
      marked.push(mark);
    }
    near = others.filter((other) => other !== card);
    for (const other of near) other.classList.add("near");
    history.replaceState(null, "", `#${card.id}`);
  };

  // A stretch of text may belong to several claims: the first click chooses the closest, the next the one after.
  const chooseAt = (mark) => {
    const book = mark.closest(".book");
    const keys = [...new Set(mark.dataset.c.split(" ").map((token) => token.slice(0, -1)))];
    const found = keys.map((key) => cardAt(book, key)).filter((card) => card && isShown(card));
    if (!found.length) return clear();
    const card = found[(found.indexOf(chosen) + 1) % found.length];
    choose(card, found);
    show(card, "nearest");
  };

  document.addEventListener("click", (event) => {
    const number = event.target.closest("a.n");
    const summary = event.target.closest(".notes > li > details > summary");
    const back = event.target.closest("a[role=doc-backlink]");
    const mark = event.target.closest(".book u[data-c]");
    const link = event.target.closest(".notes a[href^='#']");
    if (number) {
      event.preventDefault();
      goToCard(document.getElementById(number.hash.slice(1)));
    } else if (back) {
      event.preventDefault();
      const card = back.closest("li");
      choose(card);
      goToText(card);
    } else if (link) {
      event.preventDefault();
      goToCard(document.getElementById(link.hash.slice(1)));
    } else if (summary) {
      const card = summary.closest("li");
      if (card === chosen) {
        delete card.dataset.auto;
        clear();
      } else {
        event.preventDefault();
        choose(card);
        const place = numberOf(card);
        if (place) show(place, "center");
      }
    } else if (mark && getSelection().isCollapsed) {
      chooseAt(mark);
    }
  });

  const goToCard = (card) => {
    if (!card) return;
    choose(card);
    card.querySelector("summary").focus({ preventScroll: true });
    show(card, "nearest");
  };
  const goToText = (card) => {
    const number = numberOf(card);
    if (!number) return;
    number.focus({ preventScroll: true });
    show(number, "center");
  };

  const step = (by) => {
    const shown = cards.filter(isShown);
    if (!shown.length) return;
    const from = shown.indexOf(chosen);
    const start = from < 0 ? firstInView(shown, by) : from + by;
    const card = shown[Math.min(Math.max(start, 0), shown.length - 1)];
    choose(card);
    goToText(card);
  };
  const firstInView = (shown, by) => {
    const below = shown.findIndex((card) => (numberOf(card) ?? card).getBoundingClientRect().top > 0);
    return by > 0 ? (below < 0 ? shown.length - 1 : below) : (below < 0 ? shown.length : below) - 1;
  };

  const STEPS = { j: 1, k: -1, ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const onClaim = event.target.closest("a.n, .notes summary");
    if (event.key in STEPS && (event.key.length === 1 || onClaim)) {
      event.preventDefault();
      step(STEPS[event.key]);
    } else if (event.key === "Escape" && chosen) {
      if (event.target.closest(".notes")) goToText(chosen);
      else clear();
    }
  });

  const hover = (event) => {
    const card = event.target.closest?.(".notes > li");
    const into = event.type === "mouseover";
    if (!card || card === chosen || card.contains(event.relatedTarget)) return;
    for (const [mark] of marksOf(card)) if (!marked.includes(mark)) mark.classList.toggle("hi", into);
  };
  document.addEventListener("mouseover", hover);
  document.addEventListener("mouseout", hover);

  // The style sheet hides cards and numbers; underlines are drawn anew here, for the first event still shown.
  const paint = () => {
    for (const book of texts) {
      const state = new Map();
      for (const card of all(".notes > .e", book)) state.set(card.dataset.i, isShown(card) ? card : null);
      for (const mark of all("u[data-c]", book)) {
        const tokens = mark.dataset.c.split(" ").filter((token) => "tx".includes(token.slice(-1)));
        if (!tokens.length) continue;
        const token = tokens.find((one) => state.get(one.slice(0, -1)));
        mark.classList.remove("t", "x", "q1", "q2", "q3", "q4", "real", "open", "not");
        if (!token) continue;
        const card = state.get(token.slice(0, -1));
        const classes = [...card.classList].filter((name) => /^(q\d|real|open|not)$/.test(name));
        mark.classList.add(token.slice(-1), ...classes);
      }
    }
  };
  for (const toggle of toggles) {
    toggle.addEventListener("change", () => {
      if (toggle.id === "all") {
        for (const card of cards) card.querySelector("details").open = toggle.checked;
      } else {
        if (chosen && !isShown(chosen)) clear();
        paint();
      }
      resettle();
    });
  }

  // Set the cards as margin notes: they may run on beside the next paragraphs, but never lag more than LAG behind
  // their own; from there on the text waits for them. All is measured before anything is moved.
  const LAG = 240;
  const wide = matchMedia("screen and (min-width: 54.01rem)");
  const clearNotes = (book) => {
    book.style.paddingBottom = "";
    book.classList.toggle("margin", wide.matches);
    for (const row of book.children) row.style.marginTop = "";
  };
  const measureNotes = (book) => {
    const rows = [];
    for (const notes of all(":scope > .row > .notes", book)) {
      const row = notes.parentElement;
      rows.push({ row, notes, top: row.getBoundingClientRect().top, need: notes.scrollHeight });
    }
    return { book, rows, end: book.getBoundingClientRect().bottom };
  };
  const placeNotes = ({ book, rows, end }) => {
    let free = -Infinity;
    let pushed = 0;
    for (const { row, notes, top, need } of rows) {
      if (!need) continue;
      let lag = Math.max(free - top - pushed, 0);
      if (lag > LAG) {
        row.style.marginTop = `${lag - LAG}px`;
        pushed += lag - LAG;
        lag = LAG;
      }
      notes.style.top = `${lag}px`;
      free = top + pushed + lag + need + 12;
    }
    book.style.paddingBottom = `${Math.max(free - end - pushed, 0)}px`;
  };
  let due = new Set();
  const settle = (some) => {
    if (!due.size) requestAnimationFrame(() => {
      const now = [...due];
      due = new Set();
      now.forEach(clearNotes);
      if (wide.matches) now.map(measureNotes).forEach(placeNotes);
    });
    for (const book of some) due.add(book);
  };
  document.addEventListener("toggle", (event) => {
    const book = event.target.closest(".book");
    if (around.has(book)) settle([book]);
  }, true);
  // Only what is near the window is set; the rest when it comes near.
  const around = new Set();
  const watch = new IntersectionObserver((entries) => {
    const come = entries.filter((entry) => entry.isIntersecting);
    for (const entry of entries) around[entry.isIntersecting ? "add" : "delete"](entry.target);
    settle(come.map((entry) => entry.target));
  }, { rootMargin: "1200px 0px" });
  for (const book of texts) watch.observe(book);
  const resettle = () => settle(around);
  addEventListener("resize", resettle);
  wide.addEventListener("change", resettle);
  document.fonts?.ready.then(resettle);

  let folded = [];
  addEventListener("beforeprint", () => {
    folded = all(".notes > li > details:not([open])");
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
  });

  const arrive = () => {
    const card = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (card && card.matches(".notes > li")) {
      choose(card);
      show(numberOf(card) ?? card, "center");
    }
  };
  addEventListener("hashchange", arrive);
  arrive();
})();
