/* Explains a glossary link where it stands: on hover, keyboard focus and tap (WCAG 2.2, 1.4.13).
   Without this script, or without popovers, the link stays a link with a native title. */
(() => {
  // On the glossary's page, or below on the page that holds the whole report.
  const links = [...document.querySelectorAll("article a[title]:not(.headerlink)")].filter((link) =>
    /^(.*\/)?(glossary(\/|\.html))?#/.test(link.getAttribute("href")),
  );
  if (!links.length || !("popover" in HTMLElement.prototype)) return;

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const text = make("div", { id: "term-tip-text", role: "tooltip" });
  const entry = make("a", { textContent: "Entry in the glossary", tabIndex: -1 });
  const tip = make("div", { className: "term-tip", popover: "manual" }, text, entry);
  // In a landmark, as all that can be read.
  (document.querySelector("main") || document.body).append(tip);

  let current = null; // the link that is explained
  let timer = 0;

  const place = () => {
    const { clientWidth, clientHeight } = document.documentElement;
    const link = current.getBoundingClientRect();
    if (link.bottom < 0 || link.top > clientHeight || link.right < 0 || link.left > clientWidth) {
      return close();
    }
    // The side with room for the tip, else the one with more: the link itself stays in sight.
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
    tip.hidePopover();
  };
  const open = (link) => {
    clearTimeout(timer);
    if (current === link) return;
    close();
    current = link;
    const [definition, use] = window.report?.terms[link.hash.slice(1)] || [];
    text.replaceChildren(make("strong", { textContent: link.dataset.expansion }));
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
    link.dataset.expansion = link.title;
    link.removeAttribute("title");
    // Who reads without moving the focus hears the expansion too.
    link.setAttribute("aria-description", link.dataset.expansion);
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
  // Pressing the tip must not take the focus from the link, or it would close.
  tip.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("keydown", (event) => event.key === "Escape" && close());
  addEventListener("pointerdown", (event) => {
    if (current && !tip.contains(event.target) && !current.contains(event.target)) close();
  });
  for (const name of ["scroll", "resize"]) {
    // Captured, so that a table that scrolls sideways is heard too.
    addEventListener(name, () => current && place(), { passive: true, capture: true });
  }
})();
