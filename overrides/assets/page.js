/* What the theme's script does on a page until somebody searches. That script is three quarters of all the
   bytes of a page, so search.js loads it together with the search. Loaded late, it mounts only the search and
   the colours, because it waits for an event that has passed.
   Without this script pages are readable, and the menu opens. */
(() => {
  const { body, documentElement: root } = document;
  const find = (name) => document.querySelector(`[data-md-component="${name}"]`);
  const header = find("header");
  const main = find("main");
  if (!header || !main) return;
  root.classList.replace("no-js", "js");

  /* The colour scheme: that of the system, until the reader chooses one. */
  const schemes = [...document.querySelectorAll("[data-md-component='palette'] input")];
  const paint = (chosen) => {
    // Otherwise each element would fade into its new colours on its own.
    body.setAttribute("data-md-color-switching", "");
    const colour = {};
    for (const key of ["media", "scheme", "primary", "accent"]) {
      colour[key] = chosen.getAttribute(`data-md-color-${key}`);
      body.setAttribute(`data-md-color-${key}`, colour[key]);
    }
    for (const input of schemes) input.nextElementSibling.hidden = input !== chosen;
    let meta = document.querySelector("meta[name='theme-color']");
    if (!meta) document.head.append((meta = Object.assign(document.createElement("meta"), { name: "theme-color" })));
    meta.content = getComputedStyle(header).backgroundColor;
    setTimeout(() => body.removeAttribute("data-md-color-switching"));
    return colour;
  };
  const system = () => schemes.find((input) => matchMedia(input.dataset.mdColorMedia).matches);
  const restore = () => {
    // The theme's own functions: it reads the choice before the page is drawn.
    const chosen = schemes[__md_get("__palette")?.index] || system() || schemes[0];
    if (chosen) paint(chosen);
  };
  for (const input of schemes) {
    input.addEventListener("change", () =>
      __md_set("__palette", { index: schemes.indexOf(input), color: paint(input) }),
    );
  }
  matchMedia("(prefers-color-scheme: light)").addEventListener("change", restore);
  restore();

  /* What depends on how far the page is scrolled: the header's shadow and title, the tabs, the marked entry of
     the contents, and the button that leads back to the top. */
  const tabs = find("tabs");
  const top = find("top");
  const title = find("header-title");
  const heading = document.querySelector("article h1");
  const centre = (link) => {
    const box = link.closest(".md-sidebar__scrollwrap");
    if (box && link.offsetHeight) box.scrollTop = link.offsetTop - box.offsetTop - box.clientHeight / 2;
  };
  const contents = [...document.querySelectorAll("[data-md-component='toc'] a[href^='#']")]
    .map((link) => ({ link, target: document.getElementById(link.hash.slice(1)) }))
    .filter(({ target }) => target);
  let before = scrollY;
  let marked = 0;
  const follow = () => {
    const { offsetHeight } = header;
    const away = scrollY >= main.offsetTop - offsetHeight;
    header.classList.toggle("md-header--shadow", away);
    title?.classList.toggle("md-header__title--active", heading?.getBoundingClientRect().bottom <= offsetHeight);
    if (tabs) tabs.hidden = scrollY >= 10;
    if (top && scrollY !== before) top.hidden = !away || scrollY > before;
    before = scrollY;
    // A link to a heading scrolls it to this line.
    const line = parseFloat(getComputedStyle(root).scrollPaddingTop) + 1;
    const end = scrollY && scrollY + innerHeight >= root.scrollHeight - 1;
    const passed = contents.filter(({ target }) => end || target.getBoundingClientRect().top <= line);
    if (passed.length === marked) return;
    marked = passed.length;
    const last = passed.at(-1)?.target;
    for (const { link, target } of contents) {
      link.classList.toggle("md-nav__link--passed", passed.some((entry) => entry.link === link));
      link.classList.toggle("md-nav__link--active", target === last);
      if (target === last) centre(link);
    }
  };
  let waiting = false;
  for (const name of ["scroll", "resize"]) {
    addEventListener(
      name,
      () => {
        if (waiting) return;
        waiting = true;
        requestAnimationFrame(() => {
          waiting = false;
          follow();
        });
      },
      { passive: true },
    );
  }
  top?.addEventListener("click", () => scrollTo({ top: 0 }));
  document.querySelectorAll(".md-sidebar .md-nav__link--active[href]").forEach(centre);
  follow();

  /* A link into something folded opens it, and printing opens everything. */
  const reveal = () => {
    const target = document.getElementById(location.hash.slice(1));
    const folded = target?.closest("details:not([open])");
    if (!folded) return;
    folded.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
  const printing = matchMedia("print");
  const opened = new Set();
  const unfold = (on) => {
    for (const details of document.querySelectorAll("article details")) {
      if (on && !details.open) opened.add(details);
      if (opened.has(details)) details.open = on;
    }
    if (!on) opened.clear();
  };
  printing.addEventListener("change", () => unfold(printing.matches));
  addEventListener("beforeprint", () => unfold(true));
  addEventListener("afterprint", () => unfold(false));

  /* A result of the search marks the words that were sought, in ?h= */
  const words = new URLSearchParams(location.search).get("h")?.match(/[\p{L}\p{N}]+/gu);
  if (words) {
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(${words.join("|")})`, "giu");
    const walk = document.createNodeIterator(document.querySelector("article"), NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) if (!walk.referenceNode.parentElement.closest("svg, script")) texts.push(walk.referenceNode);
    for (const text of texts) {
      const parts = text.data.split(pattern);
      // Every second part is a match.
      const nodes = parts.map((part, i) => (i % 2 ? Object.assign(document.createElement("mark"), { textContent: part }) : part));
      if (parts.length > 1) text.replaceWith(...nodes);
    }
  }
})();
