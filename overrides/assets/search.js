/* Loads the theme's script, with its search and the index, when a reader first wants to search.
   Without this script there is no search. */
(() => {
  const toggle = document.getElementById("__search");
  const field = document.querySelector("[data-md-component='search-query']");
  const held = document.getElementById("theme-script");
  if (!toggle || !field || !held) return;

  let loaded = false;
  const load = () => {
    if (loaded) return;
    loaded = true;
    const script = document.createElement("script");
    script.src = held.content.querySelector("script").getAttribute("src");
    // The theme closes the search after any navigation, and takes an anchor in the address for one.
    const { href, hash } = location;
    const bare = href.slice(0, href.length - hash.length);
    if (hash) history.replaceState(history.state, "", bare);
    for (const outcome of ["load", "error"]) {
      script.addEventListener(outcome, () => location.href === bare && history.replaceState(history.state, "", href));
    }
    document.body.append(script);
  };
  field.addEventListener("focus", () => {
    if (!toggle.checked) toggle.click();
    load();
  });
  toggle.addEventListener("change", load);
  // Until the theme's script runs, Enter would send the form.
  field.form.addEventListener("submit", (event) => event.preventDefault());
  if (new URLSearchParams(location.search).has("q")) load();
})();

/* Makes Material's search stricter: results must contain all the words typed, and whole words rank first. If
   no result contains them all, any of them matches. Without this script any of them always matches. */
(() => {
  const kind = window.IFrameWorker || window.Worker; // pages opened from disk use the former
  const post = kind.prototype.postMessage;
  const [QUERY, RESULT] = [2, 3]; // message types of Material's worker
  const known = new WeakMap();

  const exact = (query) => {
    if (/["*^~+]|(^|\s)-/.test(query)) return query; // uses the search's own syntax
    const words = query.replace(/['’]s?(?!\p{L})/gu, " ").split(/[^\p{L}\p{N}.]+|\.(?!\p{N})/u).filter(Boolean);
    // The index has the whole name of a term or a page as one word (hooks/search_keywords.py).
    const whole = words.join("").replace(/\./g, "").toLowerCase().replace(/s$/, "");
    const start = (word) => (word.length > 3 ? word.replace(/s$/i, "") : word); // of a plural, too
    const each = words.map((word) => `+${start(word)}* ${word}^8`);
    return words.length ? [...each, `${whole}^40`].join(" ") : query;
  };
  kind.prototype.postMessage = function (message, ...rest) {
    if (message?.type !== QUERY) return post.call(this, message, ...rest);
    let state = known.get(this);
    if (!state) {
      known.set(this, (state = { pending: 0 }));
      this.addEventListener("message", ({ data }) => {
        if (data.type !== RESULT) return;
        state.pending -= 1;
        // Only for the latest query.
        if (state.pending || data.data.items.length || state.asked === state.typed) return;
        state.asked = state.typed;
        state.pending += 1;
        post.call(this, { type: QUERY, data: state.typed });
      });
    }
    state.typed = message.data;
    state.asked = exact(message.data);
    state.pending += 1;
    return post.call(this, { ...message, data: state.asked }, ...rest);
  };

  // Make the name of a page above its results lead to the first of them, not to the top of the page.
  const list = document.querySelector(".md-search-result__list");
  new MutationObserver(() => {
    for (const heading of list.querySelectorAll("a:has(> [data-md-score='0.00'])")) {
      const result = heading.parentElement.querySelector("a:not(:has(> [data-md-score='0.00']))");
      if (result) heading.href = result.href;
    }
  }).observe(list, { childList: true });
})();
