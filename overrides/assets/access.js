/* What the theme keeps from the keyboard, given back: menu, search, navigation and colours are buttons,
   what is closed or covered takes no focus, and no single letter does anything by itself (WCAG 2.2, 2.1.4).
   Without this script the theme's own labels work by mouse and touch. */
(() => {
  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  const field = document.querySelector("[data-md-component='search-query']");
  const dialog = document.querySelector("[data-md-component='search']");
  const panel = document.querySelector(".md-sidebar--primary");
  if (!drawer || !search || !field || !panel) return;
  // Names for what the theme leaves without one. The search works with scripts only.
  dialog.ariaLabel = "Search";
  dialog.querySelector("[role='search']").ariaLabel = "Whole site";
  field.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
  // A landmark for a single button, called like the dialog.
  const options = dialog.querySelector(".md-search__options");
  options.role = "none";
  options.removeAttribute("aria-label");
  // The widths at which the theme shows a drawer, and a search that fills the screen.
  const narrow = matchMedia("(max-width: 76.234375em)");
  const small = matchMedia("(max-width: 59.984375em)");
  const set = (toggle, on) => toggle.checked !== on && toggle.click();
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /* Labels of hidden check boxes become buttons that press them. The attributes stay, for the theme's style
     sheets go by them. */
  const buttons = [];
  const button = (label, name, { works = () => true, opens = null, after = null } = {}) => {
    if (!label) return null;
    const toggle = document.getElementById(label.getAttribute("for"));
    const node = document.createElement("button");
    for (const { name: key, value } of label.attributes) if (key !== "tabindex") node.setAttribute(key, value);
    node.type = "button";
    node.setAttribute("aria-label", name);
    node.append(...label.childNodes);
    label.replaceWith(node);
    node.addEventListener("click", () => {
      toggle.click();
      refresh();
      after?.();
    });
    buttons.push({ node, works, opens });
    return node;
  };
  const refresh = () => {
    for (const { node, works, opens } of buttons) {
      node.disabled = !works();
      if (opens) node.setAttribute("aria-expanded", opens.checked);
    }
  };

  const menu = button(document.querySelector(".md-header__button[for='__drawer']"), "Menu", { opens: drawer });
  const lens = button(document.querySelector(".md-header__button[for='__search']"), "Search", {
    opens: search,
    after: () => openSearch(lens),
  });
  button(dialog.querySelector(".md-search__icon[for='__search']"), "Close the search", {
    works: () => small.matches,
  });
  const first = (list) => [...list.querySelectorAll("a, button:enabled")].find(shown)?.focus();
  for (const toggle of panel.querySelectorAll(".md-nav__toggle")) {
    const label = panel.querySelector(`.md-nav__link[for='${toggle.id}']`);
    const list = toggle.parentElement.querySelector(":scope > .md-nav");
    const heading = list?.querySelector(":scope > .md-nav__title");
    // On a wide screen the heading of the section that is read cannot be closed.
    const fixed = label?.getAttribute("tabindex") !== "0";
    const title = heading ? words(heading) : "";
    const open = button(label, `${(label && words(label)) || "Pages of"} ${title}`.trim(), {
      works: () => narrow.matches || !fixed,
      opens: toggle,
      after: () => narrow.matches && first(list),
    });
    button(heading, `${title}: back`, { works: () => narrow.matches, after: () => open?.focus() });
  }
  const colours = [...document.querySelectorAll("[data-md-component='palette'] label")].map((label) =>
    button(label, label.title, { after: () => setTimeout(follow, 60) }),
  );
  // The theme shows the other button in its own time.
  const follow = () => colours.find((node) => !node.hidden && shown(node))?.focus();
  for (const option of document.querySelectorAll(".md-option")) {
    option.tabIndex = -1;
    option.setAttribute("aria-hidden", "true");
  }
  dialog.querySelector("[type='reset']").tabIndex = 0;
  // The results take the focus, and scroll with it.
  dialog.querySelector(".md-search__scrollwrap").removeAttribute("tabindex");

  /* The drawer covers the page, so the page rests while it is open. */
  const rest = document.querySelectorAll(
    "[data-md-component='skip'], .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer, .md-top",
  );
  drawer.addEventListener("change", () => {
    const open = drawer.checked && narrow.matches;
    for (const node of rest) node.inert = open;
    refresh();
    if (open) {
      // The list that is in front, which is the innermost of those that are open.
      const lists = [...panel.querySelectorAll(".md-nav")].filter(shown);
      first(lists.pop() || panel);
    } else if (narrow.matches) {
      menu.focus();
    }
  });

  /* The search gives the focus back to where it was asked for. */
  let asked = null;
  const openSearch = (from = document.activeElement) => {
    asked = from;
    set(drawer, false);
    set(search, true);
    field.focus();
  };
  search.addEventListener("change", () => {
    refresh();
    if (!search.checked) {
      // After the theme, which takes the focus from the field.
      const to = asked;
      asked = null;
      setTimeout(() => {
        const { activeElement: now, body } = document;
        if (to && (now === body || dialog.contains(now))) to.focus();
      });
    }
  });
  dialog.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || dialog.contains(relatedTarget)) return;
    asked = null;
    set(search, false);
  });

  const typing = (node) => node.closest?.("input, textarea, select, [contenteditable]");
  addEventListener(
    "keydown",
    (event) => {
      const { key, target } = event;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (key.toLowerCase() === "k" && (event.ctrlKey !== event.metaKey) && !event.altKey && !event.shiftKey) {
        stop(event);
        return openSearch();
      }
      // The theme would take the focus from the button to a radio button that nobody sees.
      if (key === "Enter" && colours.includes(target)) return event.stopImmediatePropagation();
      if (key === "Escape" && drawer.checked) {
        stop(event);
        return set(drawer, false);
      }
      if (search.checked && dialog.contains(target)) {
        // The theme reaches results by arrow keys only; Tab goes through them too.
        // The name of a page above what was found on it leads to the same place (search.js).
        const links = ".md-search-result__link:not(:has(> [data-md-score='0.00']))";
        for (const link of dialog.querySelectorAll(links)) link.tabIndex = 0;
        // The theme closes the search at Tab, and takes any other key on a result back to the field.
        const known = ["Escape", "Enter", "ArrowUp", "ArrowDown"].includes(key);
        if (key === "Tab" || (target !== field && !known)) event.stopImmediatePropagation();
        // A button beside the field, and the head of a folded result, are pressed and not the first result.
        if (key === "Enter" && target.matches("button, summary")) event.stopImmediatePropagation();
        return;
      }
      // The theme goes to other pages and into the search at single letters.
      if (key.length === 1 && plain && !typing(target)) event.stopImmediatePropagation();
    },
    { capture: true },
  );
  for (const query of [narrow, small]) {
    query.addEventListener("change", () => {
      set(drawer, false);
      refresh();
    });
  }
  /* A table that is wider than the screen is moved sideways with the arrow keys. */
  const tables = () => {
    for (const table of document.querySelectorAll("article table")) {
      const frame = table.closest(".md-typeset__scrollwrap") || table;
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };
  addEventListener("load", tables);
  addEventListener("resize", tables);
  panel.addEventListener("change", refresh);
  refresh();
})();
