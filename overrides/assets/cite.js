/* A button at each finding copies a citation of it. Without this script the address can be copied
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
    // Pages that are not served securely have no clipboard but this one.
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
      // The title after the code is the edition's, and not the report's to be cited by.
      head.querySelectorAll(".edition").forEach((title) => title.remove());
      clearTimeout(timer);
      said.textContent = "";
      try {
        await copy(`${citation}, ${bare(head)}, ${part}, ${name}, ${address}`);
        said.textContent = `Citation of ${name} copied.`;
        timer = setTimeout(() => (said.textContent = ""), 4000);
      } catch {
        // It stays, so that the address can be taken from it.
        said.textContent = `The citation of ${name} could not be copied. Its address is ${address}`;
      }
    });
    node.before(button);
  }
})();
