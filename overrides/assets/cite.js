/* Adds a button to each finding that copies its citation. Without this script readers can copy the address
   from the link beside the finding's number. */
(() => {
  const tools = document.querySelectorAll("article .section details.source");
  if (!tools.length) return;
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
  const bare = (node) => {
    const clone = node.cloneNode(true);
    clone.querySelectorAll(".headerlink").forEach((link) => link.remove());
    return clone.textContent.replace(/\s+/g, " ").trim();
  };

  let timer = 0;
  let section = "";
  let finding = null;
  for (const node of document.querySelectorAll("article .section > :is(h2, h3, details.source)")) {
    if (node.tagName === "H2") section = bare(node);
    if (node.tagName === "H3") finding = node;
    if (node.tagName !== "DETAILS") continue;
    const { id } = finding;
    const name = bare(finding);
    const part = section;
    const address = new URL(location.href);
    address.search = "";
    address.hash = id;
    const button = Object.assign(document.createElement("button"), { type: "button", className: "cite" });
    button.textContent = "Copy citation";
    button.setAttribute("aria-label", `Copy citation of ${name}`);
    button.addEventListener("click", async () => {
      const head = document.querySelector("article h1").cloneNode(true);
      // The edition added the title after the code; a citation of the report has only the code.
      head.querySelectorAll(".edition").forEach((title) => title.remove());
      clearTimeout(timer);
      said.textContent = "";
      try {
        await copy(`${citation}, ${bare(head)}, ${part}, ${name}, ${address}`);
        said.textContent = `Citation of ${name} copied.`;
        timer = setTimeout(() => (said.textContent = ""), 4000);
      } catch {
        // No timer: the message stays, so that readers can copy the address from it.
        said.textContent = `Could not copy the citation of ${name}. Its address is ${address}`;
      }
    });
    node.before(button);
  }
})();
