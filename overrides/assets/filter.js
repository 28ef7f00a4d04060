/* Filters for the glossary, the registers and the practice catalogue. The address keeps the filters, a
   status message announces the number of results, and a register can be downloaded as CSV.
   Without this script every list is complete and in order. */
(() => {
  const article = document.querySelector("article");
  if (!article) return;

  /* Rows of texts -> CSV (RFC 4180), with a byte order mark. An apostrophe stops spreadsheets from running a
     formula, as in reportsite/exports/tables.py; tests/fixtures/csv-cells.yml has the test cases of both. */
  const csv = (rows) => {
    // Some spreadsheets also run full-width signs. Python counts the control characters as white space.
    // oxlint-disable-next-line no-control-regex
    const formula = /^[\s\x1c-\x1f\x85\ufeff]*[=+\-@\t\r＝＋－＠]/u;
    const number = /^[+-]?[0-9]+(?:[.,][0-9]+)*%?$/;
    const safe = (text) => (formula.test(text) && !number.test(text) ? `'${text}` : text);
    const cell = (text) => `"${safe(text).replaceAll('"', '""')}"`;
    return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  };
  window.report = Object.assign(window.report || {}, { csv });

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const state = new URLSearchParams(location.search);
  /* After so many milliseconds without a key a reader has stopped typing. */
  const REST = 400;

  /* A labelled control, with its initial value from the address. `options` are [value, label] or the same twice. */
  const control = (key, label, options) => {
    const field = make(options ? "select" : "input", { id: `filter-${key}` });
    if (options) {
      field.append(make("option", { value: "", textContent: "All" }));
      for (const option of options) {
        const [value, textContent] = [option].flat();
        field.append(make("option", { value, textContent: textContent || value }));
      }
    } else {
      // Without autocomplete="off", with which WebKit empties the field when it shows the page again.
      field.type = "search";
    }
    field.value = state.get(key) || "";
    if (options && field.selectedIndex < 0) field.value = "";
    return { key, field, parts: [make("label", { htmlFor: field.id, textContent: label }), field] };
  };

  /* Inserts the controls before `place`. `show` hides what does not match and returns how many remain. */
  const filter = (place, controls, one, many, total, show, ...buttons) => {
    const status = make("p", { className: "matches" });
    status.setAttribute("role", "status");
    const form = make("form", { className: "filter" });
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filters");
    const clear = make("button", { type: "button", textContent: "Clear filters", hidden: true });
    form.append(...controls.flatMap(({ parts }) => parts), ...buttons);
    // The style sheet keeps their place, so that nothing moves.
    place.before(form, make("div", { className: "shown" }, status, clear));
    let telling;
    const apply = ({ typing = false } = {}) => {
      const chosen = Object.fromEntries(controls.map(({ key, field }) => [key, field.value.trim()]));
      const left = show(chosen);
      const address = new URL(location.href);
      for (const [key, value] of Object.entries(chosen)) {
        if (value) address.searchParams.set(key, value);
        else address.searchParams.delete(key);
      }
      history.replaceState(history.state, "", address);
      const any = Object.values(chosen).some(Boolean);
      const results = `${left} ${left === 1 ? one : many}`;
      const tell = () => {
        status.textContent = any ? `${results} shown.` : `All ${total} ${many} shown.`;
      };
      // Once the reader stops typing: a screen reader drops a message when the next key is pressed.
      clearTimeout(telling);
      if (typing) telling = setTimeout(tell, REST);
      else tell();
      clear.hidden = !any;
      markFirst();
    };
    const reset = () => {
      for (const { field } of controls) field.value = "";
      apply();
    };
    clear.addEventListener("click", () => {
      controls[0].field.focus();
      reset();
    });
    form.addEventListener("input", () => apply({ typing: true }));
    form.addEventListener("submit", (event) => event.preventDefault());
    if (controls.some(({ field }) => field.value)) apply();
    // A link to something hidden clears the filters.
    const reveal = () => {
      const target = location.hash && document.getElementById(decode(location.hash.slice(1)));
      if (!target || !target.closest("[hidden]")) return;
      reset();
      target.scrollIntoView();
    };
    reveal();
    addEventListener("hashchange", reveal);
  };
  const decode = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  /* Print expands the first visible mention of each term. */
  const markFirst = () => {
    const seen = new Set();
    for (const link of article.querySelectorAll("a[data-term]")) {
      const { term } = link.dataset;
      const shown = !link.closest("[hidden]");
      link.classList.toggle("first", shown && !seen.has(term));
      if (shown) seen.add(term);
    }
  };
  /* Whether each word wanted begins a word of the text. A word in capitals must match their case: IT. */
  const has = (text, wanted) =>
    wanted.split(/\s+/).every((word) => {
      const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
      const start = /^\w/.test(word) ? "(?<![\\p{L}\\p{N}])" : "";
      const flags = word.length > 1 && word === word.toUpperCase() ? "u" : "iu";
      return new RegExp(start + escaped, flags).test(text);
    });

  const glossary = () => {
    const terms = [...article.querySelectorAll(".term")].map((node) => {
      // Not the lists of findings.
      const parts = [node.querySelector("h3"), ...node.querySelectorAll(":scope > p, .definition p")];
      return { node, text: parts.map(words).join(" ") };
    });
    const letters = [...article.querySelectorAll(".letter")];
    filter(letters[0], [control("words", "Filter terms")], "term", "terms", terms.length, ({ words: wanted }) => {
      for (const { node, text } of terms) node.hidden = !has(text, wanted);
      for (const letter of letters) letter.hidden = !letter.querySelector(".term:not([hidden])");
      return terms.filter(({ node }) => !node.hidden).length;
    });
  };

  const practices = () => {
    const cards = [...article.querySelectorAll(".card")].map((node) => ({
      node,
      area: words(node.querySelector(".area") || node),
    }));
    const areas = [...new Set(cards.map(({ area }) => area))];
    filter(cards[0].node, [control("area", "Inspection area", areas)], "practice", "practices", cards.length, ({ area }) => {
      for (const card of cards) card.node.hidden = Boolean(area) && card.area !== area;
      const among = article.querySelector("#practice-findings");
      if (among) among.hidden = !article.querySelector("#practice-findings ~ .card:not([hidden])");
      return cards.filter(({ node }) => !node.hidden).length;
    });
  };

  const register = (host) => {
    // The page is a heading for each group, one for each criterion, and a list of its findings.
    const rows = [];
    const heads = [];
    let group = null;
    let criterion = null;
    for (const node of host.children) {
      if (node.tagName === "H2") group = { node, name: words(node), parts: [] };
      if (node.tagName === "H3") criterion = { node, name: words(node), parts: [] };
      if (node.tagName === "H2") heads.push(group);
      if (node.tagName === "H3") heads.push(criterion);
      if (node.tagName !== "UL") continue;
      for (const item of node.children) {
        const link = item.querySelector("a");
        const reference = words(link);
        const row = { item, finding: reference, group: group.name, criterion: criterion.name, address: link.href };
        // Only the list of all findings says of which kind each is.
        const kind = item.querySelector(".edition");
        row.kind = kind ? words(kind) : "";
        row.text = words(item).slice(reference.length).trim().slice(row.kind.length).trim();
        row.search = `${reference} ${row.text}`;
        row.terms = new Map([...item.querySelectorAll("a[data-term]")].map((a) => [a.dataset.term, words(a)]));
        rows.push(row);
        group.parts.push(row);
        criterion.parts.push(row);
      }
    }
    const shown = () => rows.filter(({ item }) => !item.hidden);
    const save = make("button", { type: "button", textContent: "Download these findings as CSV" });
    save.addEventListener("click", () => {
      const columns = ["finding", "group", "criterion", kinds.length && "kind", "text", "address"].filter(Boolean);
      const table = csv([columns, ...shown().map((row) => columns.map((name) => row[name]))]);
      const address = URL.createObjectURL(new Blob([table], { type: "text/csv;charset=utf-8" }));
      make("a", { href: address, download: `${article.querySelector("h1").id}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
    const unique = (key) => [...new Set(rows.map((row) => row[key]))].filter(Boolean);
    const kinds = unique("kind");
    // A term is called what it is called where it is shortest: BOCU, not BOCUs.
    const terms = new Map();
    for (const [term, name] of rows.flatMap((row) => [...row.terms])) {
      if (name.length < (terms.get(term) || { length: Infinity }).length) terms.set(term, name);
    }
    const named = [...terms].toSorted(([, a], [, b]) => a.localeCompare(b));
    const controls = [
      control("group", "Group", unique("group")),
      control("criterion", "Criterion", unique("criterion")),
      ...(kinds.length ? [control("kind", "Kind", kinds), control("term", "Term", named)] : []),
      control("words", "Words"),
    ];
    const show = (chosen) => {
      // Offer only the criteria of the chosen group.
      for (const option of controls[1].field.options) {
        const fits = rows.some((row) => row.criterion === option.value && row.group === chosen.group);
        option.disabled = Boolean(option.value && chosen.group) && !fits;
      }
      for (const row of rows) {
        row.item.hidden =
          (Boolean(chosen.group) && row.group !== chosen.group) ||
          (Boolean(chosen.criterion) && row.criterion !== chosen.criterion) ||
          (Boolean(chosen.kind) && row.kind !== chosen.kind) ||
          (Boolean(chosen.term) && !row.terms.has(chosen.term)) ||
          !has(row.search, chosen.words);
      }
      for (const { node, parts } of heads) node.hidden = parts.every(({ item }) => item.hidden);
      return shown().length;
    };
    filter(heads[0].node, controls, "finding", "findings", rows.length, show, save);
  };

  if (article.querySelector(".letters")) glossary();
  if (article.querySelector(".practices .card")) practices();
  article.querySelectorAll(".register").forEach(register);
})();
