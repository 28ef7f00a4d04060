/* Fills the citations of a page (overrides/main.html) for each of its findings and terms, adds the day of access,
   and copies them. Without this script or popover support readers copy the citations of the page by hand. */
(() => {
  const box = document.getElementById("__cite");
  if (!box || !("popover" in HTMLElement.prototype)) return;
  const [title] = box.children;
  const status = box.lastElementChild;
  const make = (name, properties) => Object.assign(document.createElement(name), { type: "button", ...properties });
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();

  // The public address, where it is known: not that of a file, nor of a server on this machine.
  const { part: whole } = box.dataset;
  const local = location.protocol === "file:" || /^(localhost|127\..*|\[::1\])$/.test(location.hostname);
  const page = box.dataset.address || (local ? "" : location.origin + location.pathname);
  const today = () => new Date().toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

  let timer = 0;
  const say = (message) => {
    // Cleared first, so that screen readers read the same words again.
    clearTimeout(timer);
    status.textContent = "";
    timer = setTimeout(() => (status.textContent = message), message ? 100 : 0);
  };
  /* Copied as text, and with its italics for word processors. This way works on insecure origins and in pages
     opened from disk, too, and leaves the citation selected if the browser refuses. */
  const copy = (citation) => {
    const clone = citation.cloneNode(true);
    for (const run of clone.querySelectorAll("span")) run.replaceWith(...(run.hidden ? [] : run.childNodes));
    const put = (event) => {
      event.clipboardData.setData("text/plain", clone.textContent);
      event.clipboardData.setData("text/html", clone.innerHTML);
      event.preventDefault();
    };
    getSelection().selectAllChildren(citation);
    document.addEventListener("copy", put);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    return done;
  };
  const styles = [...box.querySelectorAll("h3")].map((head) => [head, head.textContent, head.nextElementSibling]);
  const copied = ([, style, citation], otherwise) => say(copy(citation) ? `${style} citation copied.` : otherwise);
  for (const style of styles) {
    const [head, name] = style;
    const button = make("button", { textContent: "Copy", ariaLabel: `Copy ${name}` });
    button.addEventListener("click", () => copied(style, "Not copied. Press Ctrl+C or ⌘C."));
    head.after(button);
  }

  const offer = (button, name, part, anchor) => {
    button.popoverTargetElement = box;
    button.addEventListener("click", (event) => {
      const values = { part, accessed: today(), address: page && page + anchor };
      title.textContent = `Cite ${name}`;
      for (const slot of box.querySelectorAll("[data-slot]")) slot.textContent = values[slot.dataset.slot];
      for (const run of box.querySelectorAll("[data-online]")) run.hidden = !page;
      // The browser would open it, too, but leave the focus where it is.
      event.preventDefault();
      box.togglePopover({ source: button });
      // The plain one, which is the last, is what most readers want.
      if (box.matches(":popover-open")) copied(styles.at(-1), "");
      box.focus();
    });
    return button;
  };

  offer(document.querySelector(".cite"), "this page", whole, "");
  for (const node of document.querySelectorAll("article .finding:has(> .source)")) {
    const name = words(node.firstElementChild);
    const button = make("button", { textContent: "cite", ariaLabel: `Cite ${name}` });
    const section = words(node.parentElement.querySelector("h2"));
    offer(button, name, `${whole}, ${section}, ${name}`, `#${node.firstElementChild.id}`);
    // The style sheet keeps its place, so that nothing moves.
    node.querySelector(".source").prepend(button);
  }
  for (const node of document.querySelectorAll("article .term")) {
    const [head] = node.children;
    const name = words(head);
    const added = head.querySelector(".edition") ? " (added by this edition)" : "";
    const button = make("button", { className: "cite", textContent: `Cite ${name}` });
    node.querySelector("details")?.append(offer(button, name, `${whole}, ${name}${added}`, `#${head.id}`));
  }
  // Do not cover what has the focus.
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) box.hidePopover();
  });
})();
