/* Keyboard access that the theme lacks: menu, search, navigation and colours are buttons, closed or covered
   parts cannot be focused, and there are no single-letter shortcuts (WCAG 2.2, 2.1.4).
   Without this script the theme's own labels work with mouse and touch. */
(() => {
  const drawer = document.getElementById("__drawer");
  const search = document.getElementById("__search");
  const field = document.querySelector("[data-md-component='search-query']");
  const dialog = document.querySelector("[data-md-component='search']");
  const panel = document.querySelector(".md-sidebar--primary");
  if (!drawer || !search || !field || !panel) return;
  // Browsers open again what was open when the reader left the page.
  addEventListener("pagehide", ({ persisted }) => {
    if (!persisted) drawer.checked = search.checked = false;
  });
  // The theme does not label these.
  dialog.ariaLabel = "Search";
  dialog.querySelector("[role='search']").ariaLabel = "Whole site";
  field.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
  // Remove a landmark that contains only one button and has the same label as the dialog.
  const options = dialog.querySelector(".md-search__options");
  options.role = "none";
  options.removeAttribute("aria-label");
  // At these widths the theme shows a drawer, and a search that fills the screen.
  const narrow = matchMedia("(max-width: 76.234375em)");
  const small = matchMedia("(max-width: 59.984375em)");
  const set = (toggle, on) => toggle.checked !== on && toggle.click();
  const shown = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: false });
  const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
  const stop = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /* Turns labels of hidden check boxes into buttons that click them. The theme's style sheets need the
     attributes. */
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
  button(dialog.querySelector(".md-search__icon[for='__search']"), "Close search", {
    works: () => small.matches,
  });
  const first = (list) => [...list.querySelectorAll("a, button:enabled")].find(shown)?.focus();
  for (const toggle of panel.querySelectorAll(".md-nav__toggle")) {
    const label = panel.querySelector(`.md-nav__link[for='${toggle.id}']`);
    const list = toggle.parentElement.querySelector(":scope > .md-nav");
    const heading = list?.querySelector(":scope > .md-nav__title");
    // On a wide screen the current section cannot be closed.
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
    button(label, label.title, { after: () => follow() }),
  );
  const follow = () => colours.find((node) => !node.hidden && shown(node))?.focus();
  for (const option of document.querySelectorAll(".md-option")) {
    option.tabIndex = -1;
    option.setAttribute("aria-hidden", "true");
  }
  dialog.querySelector("[type='reset']").tabIndex = 0;
  // The results can be focused and scroll into view, so the area around them need not be.
  dialog.querySelector(".md-search__scrollwrap").removeAttribute("tabindex");

  // Firefox stops at areas that scroll. The links in these scroll into view, so nobody need stop there.
  for (const area of document.querySelectorAll(".md-sidebar :is(.md-sidebar__scrollwrap, .md-nav__list)")) area.tabIndex = -1;

  /* The open drawer covers the page, so make the page inert. */
  const rest = document.querySelectorAll(
    "[data-md-component='skip'], .md-header, .md-tabs, .md-content, .md-sidebar--secondary, .md-footer, .md-top",
  );
  drawer.addEventListener("change", () => {
    const open = drawer.checked && narrow.matches;
    for (const node of rest) node.inert = open;
    refresh();
    if (open) {
      // The list in front is the innermost open one.
      const lists = [...panel.querySelectorAll(".md-nav")].filter(shown);
      first(lists.pop() || panel);
    } else if (narrow.matches) {
      menu.focus();
    }
  });

  /* Closing the search returns the focus to where it was before. */
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
      // After the theme, which blurs the field.
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
      // The theme would move the focus from the button to an invisible radio button.
      if (key === "Enter" && colours.includes(target)) return event.stopImmediatePropagation();
      if (key === "Escape" && drawer.checked) {
        stop(event);
        return set(drawer, false);
      }
      if (key === "Escape" && search.checked) {
        stop(event);
        field.blur();
        return set(search, false);
      }
      if (search.checked && dialog.contains(target)) {
        // In the theme only arrow keys reach the results; make Tab reach them too.
        for (const link of dialog.querySelectorAll(".md-search-result__link")) link.tabIndex = 0;
        // The theme closes the search on Tab, and returns to the field on any other key pressed on a result.
        const known = ["Enter", "ArrowUp", "ArrowDown"].includes(key);
        if (key === "Tab" || (target !== field && !known)) event.stopImmediatePropagation();
        // Enter on a button beside the field must not open the first result.
        if (key === "Enter" && target.matches("button")) event.stopImmediatePropagation();
        return;
      }
      // The theme uses single letters to change page or open the search.
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
  // A link within the page is followed behind the drawer.
  panel.addEventListener("click", ({ target }) => target.closest("a") && set(drawer, false));
  addEventListener("hashchange", () => {
    set(drawer, false);
    set(search, false);
  });
  /* A table or program wider than the screen scrolls sideways with the arrow keys. */
  const tables = () => {
    for (const wide of document.querySelectorAll("article :is(table, pre > code)")) {
      const frame = wide.closest(".md-typeset__scrollwrap") || wide;
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };
  tables();
  addEventListener("resize", tables);
  panel.addEventListener("change", refresh);
  refresh();
})();
