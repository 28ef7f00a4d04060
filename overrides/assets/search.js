/* Asks Material's search more exactly: for all the words typed, whole words first. Where no part of
   the site has them all, any of them will do. Without this script any of them always does. */
(() => {
  const kind = window.IFrameWorker || window.Worker; // pages opened from disk have the former
  const post = kind.prototype.postMessage;
  const [QUERY, RESULT] = [2, 3]; // the kinds of messages of Material's worker
  const known = new WeakMap();

  const exact = (query) => {
    if (/["*^~+]|(^|\s)-/.test(query)) return query; // somebody who knows the search's own language
    const words = query.replace(/['’]s?(?!\p{L})/gu, " ").split(/[^\p{L}\p{N}.]+|\.(?!\p{N})/u).filter(Boolean);
    // The name of a term or a page, typed whole, stands in the index as one word.
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
        // Only for what was asked last.
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

  // The name of a page stands above what was found on it, and leads there too, not to the top.
  const list = document.querySelector(".md-search-result__list");
  new MutationObserver(() => {
    for (const heading of list.querySelectorAll("a:has(> [data-md-score='0.00'])")) {
      const found = heading.parentElement.querySelector("a:not(:has(> [data-md-score='0.00']))");
      if (found) heading.href = found.href;
    }
  }).observe(list, { childList: true });
})();
