/* Filters the glossary as one types. Without this script the whole list is there. */
(() => {
  const bar = document.querySelector("article .letters");
  if (!bar) return;
  const input = Object.assign(document.createElement("input"), { type: "search", id: "term-filter" });
  const label = Object.assign(document.createElement("label"), { textContent: "Filter the terms" });
  const status = document.createElement("p");
  const field = document.createElement("p");
  label.htmlFor = input.id;
  input.autocomplete = "off";
  status.setAttribute("role", "status");
  field.className = "filter";
  field.append(label, " ", input);
  bar.append(field, status);

  const terms = [...document.querySelectorAll("article .term")].map((node) => {
    // The lists of findings are no words to look for.
    const words = [node.querySelector("h3"), ...node.querySelectorAll(":scope > p, .definition p")];
    return { node, words: words.map((part) => part.textContent).join(" ").toLowerCase() };
  });
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    let shown = 0;
    for (const { node, words } of terms) {
      node.hidden = !words.includes(wanted);
      shown += !node.hidden;
    }
    for (const letter of document.querySelectorAll("article .letter")) {
      letter.hidden = !letter.querySelector(".term:not([hidden])");
    }
    const found = shown === 1 ? "1 term" : `${shown} terms`;
    status.textContent = wanted ? `${found} for “${input.value.trim()}”` : "";
  });
})();
