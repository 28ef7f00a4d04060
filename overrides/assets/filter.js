/* Filters for the glossary, the registers and the practice catalogue. What is chosen stays in the
   address, what is found is said aloud, and a register can be saved as CSV.
   Without this script every list is there, whole and in order. */
(() => {
  const article = document.querySelector("article");
  if (!article) return;

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const heading = (node) => {
    const copy = node.cloneNode(true);
    copy.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return words(copy);
  };
  const state = new URLSearchParams(location.search);

  /* A labelled control. Its value comes from the address, and goes there. */
  const control = (key, label, options) => {
    const field = make(options ? "select" : "input", { id: `filter-${key}` });
    if (options) {
      field.append(make("option", { value: "", textContent: "All" }));
      for (const name of options) field.append(make("option", { value: name, textContent: name }));
    } else {
      Object.assign(field, { type: "search", autocomplete: "off" });
    }
    field.value = state.get(key) || "";
    const box = make("span", { className: "field" });
    box.append(make("label", { htmlFor: field.id, textContent: label }), " ", field);
    return { key, field, box };
  };

  /* Puts the controls before `place`; `show` hides what is not wanted and returns the number left. */
  const filter = (place, controls, one, many, show, ...buttons) => {
    const status = make("p", { className: "found" });
    status.setAttribute("role", "status");
    const form = make("form", { className: "filter" });
    form.setAttribute("role", "search");
    form.setAttribute("aria-label", "Filters");
    form.append(...controls.map(({ box }) => box), ...buttons);
    place.before(form, status);
    const apply = () => {
      const chosen = Object.fromEntries(controls.map(({ key, field }) => [key, field.value.trim()]));
      const left = show(chosen);
      const address = new URL(location.href);
      for (const [key, value] of Object.entries(chosen)) {
        if (value) address.searchParams.set(key, value);
        else address.searchParams.delete(key);
      }
      history.replaceState(history.state, "", address);
      const any = Object.values(chosen).some(Boolean);
      status.textContent = any ? `${left} ${left === 1 ? one : many} shown.` : "";
    };
    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    if (controls.some(({ field }) => field.value)) apply();
  };
  const has = (text, wanted) =>
    wanted.toLowerCase().split(/\s+/).every((word) => text.includes(word));

  const glossary = () => {
    const terms = [...article.querySelectorAll(".term")].map((node) => {
      // The lists of findings are no words to look for.
      const parts = [node.querySelector("h3"), ...node.querySelectorAll(":scope > p, .definition p")];
      return { node, text: parts.map(words).join(" ").toLowerCase() };
    });
    const letters = [...article.querySelectorAll(".letter")];
    filter(letters[0], [control("q", "Filter the terms")], "term", "terms", ({ q }) => {
      for (const { node, text } of terms) node.hidden = !has(text, q);
      for (const letter of letters) letter.hidden = !letter.querySelector(".term:not([hidden])");
      return terms.filter(({ node }) => !node.hidden).length;
    });
  };

  const practices = () => {
    const cards = [...article.querySelectorAll(".card")].map((node) => ({
      node,
      area: words(node.querySelector(".area")),
    }));
    const areas = [...new Set(cards.map(({ area }) => area))];
    filter(cards[0].node, [control("area", "Inspection area", areas)], "practice", "practices", ({ area }) => {
      for (const card of cards) card.node.hidden = Boolean(area) && card.area !== area;
      return cards.filter(({ node }) => !node.hidden).length;
    });
  };

  const register = (host) => {
    // The list under the headings of the page: a group, a criterion, its findings.
    const rows = [];
    const heads = [];
    let group = null;
    let criterion = null;
    for (const node of host.children) {
      if (node.tagName === "H2") group = { node, name: heading(node), parts: [] };
      if (node.tagName === "H3") criterion = { node, name: heading(node), parts: [] };
      if (node.tagName === "H2") heads.push(group);
      if (node.tagName === "H3") heads.push(criterion);
      if (node.tagName !== "UL") continue;
      for (const item of node.children) {
        const link = item.querySelector("a");
        const reference = words(link);
        const row = { item, link, reference, group: group.name, criterion: criterion.name };
        row.text = words(item).slice(reference.length).trim();
        row.search = `${reference} ${row.text}`.toLowerCase();
        rows.push(row);
        group.parts.push(row);
        criterion.parts.push(row);
      }
    }
    const shown = () => rows.filter(({ item }) => !item.hidden);
    const save = make("button", { type: "button", textContent: "Save what is shown as CSV" });
    save.addEventListener("click", () => {
      // A spreadsheet must not take a cell for a formula.
      const cell = (text) => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
      const lines = [["finding", "group", "criterion", "text", "address"]];
      for (const row of shown()) {
        lines.push([row.reference, row.group, row.criterion, row.text, row.link.href]);
      }
      const csv = `\ufeff${lines.map((line) => line.map(cell).join(",")).join("\r\n")}\r\n`;
      const address = URL.createObjectURL(new Blob([csv], { type: "text/csv;charset=utf-8" }));
      make("a", { href: address, download: `${article.querySelector("h1").id}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    });
    const unique = (key) => [...new Set(rows.map((row) => row[key]))];
    const controls = [
      control("group", "Group", unique("group")),
      control("criterion", "Criterion", unique("criterion")),
      control("q", "Words"),
    ];
    const show = (chosen) => {
      for (const row of rows) {
        row.item.hidden =
          (Boolean(chosen.group) && row.group !== chosen.group) ||
          (Boolean(chosen.criterion) && row.criterion !== chosen.criterion) ||
          !has(row.search, chosen.q);
      }
      for (const { node, parts } of heads) node.hidden = parts.every(({ item }) => item.hidden);
      return shown().length;
    };
    filter(heads[0].node, controls, "finding", "findings", show, save);
  };

  if (article.querySelector(".letters")) glossary();
  if (article.querySelector(".practices .card")) practices();
  article.querySelectorAll(".register").forEach(register);
})();
