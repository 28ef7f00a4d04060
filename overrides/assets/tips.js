/* Tips for the links that hooks/preview_links.py marks, on hover, keyboard focus and tap (WCAG 2.2, 1.4.13).
   Without this script, popover support or that hook, such a link remains a link with a title. */
(() => {
  const links = document.querySelectorAll("article a[data-preview]");
  if (!links.length || !("popover" in HTMLElement.prototype)) return;

  const make = (name, properties, ...children) => {
    const node = Object.assign(document.createElement(name), properties);
    node.append(...children);
    return node;
  };
  const head = make("strong", { id: "tip-title" });
  const rest = make("div", { id: "tip-text" });
  const entry = make("a", { textContent: "Read in full", tabIndex: -1 });
  const tip = make("div", { className: "tip", popover: "manual" }, make("div", { role: "tooltip" }, head, rest), entry);
  // Inside a landmark, where screen readers expect all content.
  (document.querySelector("main") || document.body).append(tip);

  // The previews of a page, a script because pages opened from disk cannot fetch, loaded with its first tip.
  const root = document.currentScript.src;
  const asked = {};
  const load = (name) =>
    (asked[name] ??= new Promise((done) => {
      // If they cannot be loaded, a tip has the title or the words of its link.
      const src = new URL(`previews/${name}.js`, root);
      document.head.append(make("script", { src, onload: done, onerror: done }));
    }));

  let current = null; // the link whose tip is open
  let title = null; // its description without a tip
  let timer = 0;
  let last = {}; // where the pointer last moved

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
    if (!current) return;
    current.removeAttribute("aria-describedby");
    current.ariaDescription = title;
    current = null;
    if (tip.matches(":popover-open")) tip.hidePopover();
  };
  const open = async (link) => {
    clearTimeout(timer);
    if (current === link) return;
    close();
    current = link;
    // The tip begins with the same words. A screen reader would say them twice if the tip takes time to load.
    title = link.ariaDescription;
    link.ariaDescription = null;
    const previews = () => window.report?.previews?.[link.dataset.preview];
    if (!previews()) await load(link.dataset.preview);
    if (current !== link) return;
    const [name, kind, said, explained] = previews()?.[link.hash.slice(1)] || [title || link.textContent];
    head.textContent = name;
    rest.replaceChildren();
    for (const [className, textContent] of Object.entries({ kind, said, explained })) {
      if (textContent) rest.append(make("p", { className, textContent }));
    }
    entry.href = link.href;
    link.setAttribute("aria-describedby", "tip-title tip-text");
    tip.showPopover();
    place();
  };
  const later = (action, delay) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const leave = ({ pointerType }) =>
    pointerType !== "touch" && later(() => document.activeElement !== current && close(), 250);

  for (const link of links) {
    let tapped = false; // whether a tap just opened the tip
    // A title would show a second, native tooltip. Screen readers also read this in browse mode.
    if (link.title) {
      link.ariaDescription = link.title;
      link.removeAttribute("title");
    }
    link.addEventListener("pointerenter", ({ pointerType, clientX, clientY }) => {
      // A pointer that rests did not aim at the link: the page scrolled, or Esc closed a tip above it.
      const rests = clientX === last.clientX && clientY === last.clientY;
      if (pointerType !== "touch" && !rests) later(() => open(link), 120);
    });
    link.addEventListener("pointerleave", leave);
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
  tip.addEventListener("pointerleave", leave);
  // Clicking the tip must not move the focus from the link, which would close the tip.
  tip.addEventListener("mousedown", (event) => event.preventDefault());
  addEventListener("pointermove", (event) => (last = event), { passive: true });
  addEventListener("keydown", (event) => event.key === "Escape" && later(close));
  addEventListener("pointerdown", (event) => {
    if (current && !tip.contains(event.target) && !current.contains(event.target)) close();
  });
  for (const name of ["scroll", "resize"]) {
    // Captured, so that tables that scroll sideways are included.
    addEventListener(name, () => tip.matches(":popover-open") && place(), { passive: true, capture: true });
  }
})();
