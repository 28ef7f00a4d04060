/* Adds a button to each finding that copies its citation. Without this script readers can copy the address
   from the link beside the finding's number. */
(() => {
  const findings = document.querySelectorAll("article .finding:has(> .source)");
  if (!findings.length) return;
  const citation = window.report?.citation || document.title;
  const said = Object.assign(document.createElement("p"), { className: "copied" });
  said.setAttribute("role", "status");
  document.body.append(said);

  const copy = async (text) => {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    // On insecure origins browsers offer only this clipboard.
    const focused = document.activeElement;
    const field = Object.assign(document.createElement("textarea"), { value: text });
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    focused.focus();
    return done ? undefined : Promise.reject(new Error("not copied"));
  };
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

  // The public address, where it is known: not that of a file, nor of a server on this machine.
  const canonical = document.querySelector("link[rel=canonical]");
  const local = location.protocol === "file:" || /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  const here = canonical ? canonical.href : local ? "" : location.origin + location.pathname;

  let timer = 0;
  for (const node of findings) {
    const { id } = node.firstElementChild;
    const name = words(node.firstElementChild);
    const part = words(node.parentElement.querySelector("h2"));
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "cite" });
    button.setAttribute("aria-label", `Cite ${name}: copy the citation`);
    button.addEventListener("click", async () => {
      const head = document.querySelector("article h1").cloneNode(true);
      // The edition added the title after the code; a citation of the report has only the code.
      head.querySelectorAll(".edition").forEach((title) => title.remove());
      const text = [citation, words(head), part, name, here && `${here}#${id}`].filter(Boolean).join(", ");
      clearTimeout(timer);
      said.textContent = "";
      try {
        await copy(text);
        said.textContent = `Citation of ${name} copied.`;
        timer = setTimeout(() => (said.textContent = ""), 4000);
      } catch {
        // No timer: the message stays, so that readers can copy the citation from it.
        said.textContent = `Could not copy the citation of ${name}: ${text}`;
      }
    });
    // The style sheet keeps its place, so that nothing moves.
    node.querySelector(".source").prepend(button);
  }
})();
