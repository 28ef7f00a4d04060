/* Tooltips for links to glossary terms, on hover, keyboard focus and tap (WCAG 2.2, 1.4.13).
   Without this script, popover support or hooks/term_links.py, such a link remains a link with a title. */
(() => {
  const links = document.querySelectorAll("article a[data-term]");
  if (!links.length || !("popover" in HTMLElement.prototype)) return;

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const text = make("div", { id: "term-tip-text", role: "tooltip" });
  const entry = make("a", { textContent: "Glossary entry", tabIndex: -1 });
  const tip = make("div", { className: "term-tip", popover: "manual" }, text, entry);
  // Inside a landmark, where screen readers expect all content.
  (document.querySelector("main") || document.body).append(tip);

  // The definitions of all terms, a script because pages opened from disk cannot fetch, loaded with the first tip.
  const root = document.currentScript.src;
  let asked = null;
  const terms = () =>
    (asked ??= new Promise((done) => {
      const script = Object.assign(document.createElement("script"), { src: new URL("terms.js", root) });
      // If they cannot be loaded, tips show the expansion.
      for (const outcome of ["load", "error"]) script.addEventListener(outcome, done);
      document.head.append(script);
    }));

  let current = null; // the link whose tip is open
  let timer = 0;

  const place = () => {
    const { clientWidth, clientHeight } = document.documentElement;
    const link = current.getBoundingClientRect();
    if (link.bottom < 0 || link.top > clientHeight || link.right < 0 || link.left > clientWidth) {
      return close();
    }
    // Below or above the link: on a side where the tip fits, or else on the larger one. Never over the link.
    Object.assign(tip.style, { left: "0", top: "0", maxHeight: "" });
    const under = clientHeight - link.bottom - 14;
    const over = link.top - 14;
    const below = tip.offsetHeight <= under || under >= over;
    tip.style.maxHeight = `${Math.max(48, below ? under : over)}px`;
    const { offsetWidth, offsetHeight } = tip;
    tip.style.left = `${Math.max(8, Math.min(link.left, clientWidth - offsetWidth - 8))}px`;
    tip.style.top = `${below ? link.bottom + 6 : link.top - 6 - offsetHeight}px`;
  };
  const close = () => {
    clearTimeout(timer);
    if (!current) return;
    current.removeAttribute("aria-describedby");
    current = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const open = async (link) => {
    clearTimeout(timer);
    if (current === link) return;
    close();
    current = link;
    await terms();
    if (current !== link) return;
    const [definition, use] = window.report?.terms?.[link.dataset.term] || [];
    text.replaceChildren(make("strong", { textContent: link.ariaDescription }));
    for (const words of [definition, use]) {
      if (words) text.append(make("p", { textContent: words }));
    }
    entry.href = link.href;
    link.setAttribute("aria-describedby", text.id);
    tip.showPopover();
    place();
  };
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };

  for (const link of links) {
    let tapped = false; // whether a tap just opened the tip
    // Not a title, which would show a second, native tooltip. Screen readers also read this in browse mode.
    link.ariaDescription = link.title;
    link.removeAttribute("title");
    link.addEventListener("pointerenter", (event) => {
      if (event.pointerType !== "touch") later(() => open(link), 120);
    });
    link.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch" && document.activeElement !== link) later(close, 250);
    });
    link.addEventListener("focus", () => link.matches(":focus-visible") && open(link));
    link.addEventListener("blur", close);
    link.addEventListener("pointerdown", (event) => {
      tapped = event.pointerType === "touch" && current !== link;
    });
    link.addEventListener("click", (event) => {
      if (tapped) {
        event.preventDefault();
        open(link);
      }
      tapped = false;
    });
  }
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", () => document.activeElement !== current && later(close, 250));
  // Clicking the tip must not move the focus from the link, which would close the tip.
  tip.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("pointerdown", (event) => {
    if (current && !tip.contains(event.target) && !current.contains(event.target)) close();
  });
  for (const name of ["scroll", "resize"]) {
    // Captured, so that tables that scroll sideways are included.
    addEventListener(name, () => tip.matches(":popover-open") && place(), { passive: true, capture: true });
  }
})();
