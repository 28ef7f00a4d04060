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
    return words.length
      ? `${words.map((word) => `+${start(word)}* ${word}^8`).join(" ")} ${whole}^40`
      : query;
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
