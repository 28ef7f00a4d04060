/* Makes Material's search understand people. Its worker, lunr, finds the parts of the site that have any of
   the words; here they are ranked, chosen and shown. search.js loads this before the theme's script. */
(() => {
  const [SETUP, , QUERY, RESULT] = [0, 1, 2, 3]; // message types of Material's worker
  // Words of questions, which say nothing about the answer. In capitals they are names: IT.
  const QUIET = new Set(
    (
      "a about after all also am an and any are as at be been before being but by can could did do does doing for " +
      "from get gets got had has have having he her his how i if in into is it its just like many may me might " +
      "more most much must my no not of on or our out over she should so some than that the their them then there " +
      "these they this those to too up us very was we were what when where which who whom whose why will with " +
      "would you your please show tell find happen happens happened someone somebody anyone anybody each every ever"
    ).split(" "),
  );
  const KINDS = { finding: "Findings", practice: "Practices", term: "Terms" };
  const LABELS = { criterion: "Criterion", practice: "Developing practice", term: "Term" };
  // A page of a practice or a criterion is one result: its best part.
  const WHOLE = new Set(["criterion", "practice"]);
  const LEVELS = { list: 0.3, term: 1.1 };
  const LEAST = 0.45; // share of the words that must be found somewhere
  const LONG = 200; // words: such a part counts three quarters of a short one, and no part less
  const LINES = 34; // words around those that were found

  const tidy = (text) => text.replace(/['’]s?(?!\p{L})/gu, " ").replace(/(\d),(?=\d{3})/g, "$1");
  const WORD = /[\p{L}\p{N}]+(?:\.\d+)*/gu;
  const wordsOf = (text) => tidy(text).match(WORD) || [];
  // The name of a whole part or term, as hooks/search_keywords.py writes it.
  const nameOf = (text) =>
    wordsOf(text).join("").replace(/\./g, "").toLowerCase().replace(/(?<=\p{L})0+(?=\d)/gu, "").replace(/s$/, "");
  const stem = (word) =>
    /\d/.test(word) ? word : word.replace(/(?<=.{4})(?:ings?|ed|ies|es)$|(?<=.{3})s$/, "");
  const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt()};`);
  const plain = document.createElement("template");
  const textOf = (html) => {
    plain.innerHTML = html.replace(/(?<=[^.;:!?])<\/(?:p|li)>(?=\s*<)/g, " · ").replace(/<[^>]*>/g, " ");
    return plain.content.textContent.replace(/\s+/g, " ").trim();
  };

  /* What is known of each part of the site, by location. */
  const parts = new Map();
  const known = new Map(); // how many parts have each word
  const learn = (docs) => {
    for (const doc of docs) {
      const [title, text] = [textOf(doc.title), textOf(doc.text)];
      const tokens = [];
      for (const [field, weight] of [[title, 1.2], [text, 1], [doc.keywords, 0.55]]) {
        for (const word of wordsOf(field)) tokens.push({ word: word.toLowerCase(), weight });
        tokens.length += 5; // words of different fields are not near each other
      }
      parts.set(doc.location, { doc, text, tokens, names: new Set(doc.names), title: title.toLowerCase() });
      for (const word of new Set(tokens.map((token) => token?.word))) known.set(word, (known.get(word) || 0) + 1);
    }
    known.delete(undefined);
    for (const part of parts.values()) {
      const [page] = part.doc.location.split("#");
      part.page = parts.get(page)?.doc;
    }
  };

  /* How many letters differ, those in the wrong order counting once; `most` + 1 if more than that. */
  const distance = (a, b, most) => {
    let [older, old] = [[], [...Array(b.length + 1).keys()]];
    for (let i = 1; i <= a.length; i++) {
      const now = [i];
      for (let j = 1; j <= b.length; j++) {
        now[j] = Math.min(old[j] + 1, now[j - 1] + 1, old[j - 1] + (a[i - 1] !== b[j - 1]));
        if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) now[j] = Math.min(now[j], older[j - 2] + 1);
      }
      if (Math.min(...now) > most) return most + 1;
      [older, old] = [old, now];
    }
    return old[b.length];
  };
  const starts = (start) => [...known.keys()].some((word) => word.startsWith(start));
  const corrected = (word) => {
    if (/\d/.test(word) || word.length < 4 || starts(stem(word))) return word;
    let [best, least] = [null, 3];
    for (const form of new Set([word, word.replace(/s$/, "")])) {
      const most = form.length > 7 ? 2 : 1;
      for (const [other, count] of known) {
        const longer = other.length - form.length;
        if (other[0] !== form[0] || Math.abs(longer) > most || /\d/.test(other)) continue;
        // Most short words differ from others by one letter; they are corrected only where they lack one.
        if (form.length < 6 && longer !== 1) continue;
        const far = distance(form, other, most);
        if (far <= most && (far < least || (far === least && count > known.get(best)))) [best, least] = [other, far];
      }
    }
    return best;
  };

  /* A query: its words, those that no part has, and what lunr is asked. */
  const understood = (typed) => {
    const all = wordsOf(typed);
    const loud = all.filter((word) => !QUIET.has(word.toLowerCase()) || /^\p{Lu}{2,}$/u.test(word));
    const sought = (loud.length ? loud : all).map((word) => word.toLowerCase());
    const name = nameOf(typed);
    const fixed = sought.map(corrected);
    const words = [...new Set(fixed.filter(Boolean))];
    const missing = sought.filter((word, i) => !fixed[i]);
    const asked = [...words.map((word) => `${word}^8 ${stem(word)}*`), `${name}^40`].join(" ");
    const changed = fixed.some((word, i) => word && word !== sought[i]);
    return { words, name, missing, asked, changed };
  };

  /* How well a part answers: the share of the words that it has, and how near each is to the next. */
  const matches = (tokens, words) => {
    const places = words.map(() => []);
    const stems = words.map(stem);
    tokens.forEach((token, at) => {
      stems.forEach((start, i) => {
        if (!token.word.startsWith(start)) return;
        const exact = token.word === words[i] ? 1 : 0.4 + (0.5 * start.length) / token.word.length;
        places[i].push({ at, exact, weight: token.weight * exact });
      });
    });
    return places;
  };
  const nearness = (places, rarity) => {
    let [sum, all] = [0, 0];
    for (let i = 1; i < places.length; i++) {
      let best = 0;
      for (const a of places[i - 1]) {
        for (const b of places[i]) {
          const gap = b.at - a.at;
          if (gap) best = Math.max(best, Math.min(a.weight, b.weight) / (gap > 0 ? gap : 1 - gap));
        }
      }
      const weight = Math.sqrt(rarity[i - 1] * rarity[i]);
      sum += weight * best;
      all += weight;
    }
    return all && sum / all;
  };
  const ranked = (items, query) => {
    const found = items.flat().filter((item) => item.score && parts.has(item.location));
    const most = Math.max(...found.map((item) => item.score));
    const results = found.map((item) => {
      const part = parts.get(item.location);
      const places = matches(part.tokens, query.words);
      return { part, places, base: item.score / most };
    });
    const rarity = query.words.map((_, i) => {
      const having = results.filter(({ places }) => places[i].length).length;
      return Math.log(1 + parts.size / (1 + having));
    });
    // A word that no part has is as rare as can be.
    const whole = rarity.reduce((a, b) => a + b, 0) + query.missing.length * Math.log(1 + parts.size);
    for (const result of results) {
      const { part, places, base } = result;
      const weights = places.map((at) => Math.min(1, Math.max(0, ...at.map(({ weight }) => weight))));
      const has = weights.reduce((sum, weight, i) => sum + weight * rarity[i], 0);
      result.cover = whole ? has / whole : 0;
      const titled = query.words.every((word) => part.title.includes(stem(word))) ? 0.5 : 0;
      result.named = part.names.has(query.name);
      const near = 1 + titled + nearness(places, rarity);
      const long = 1 + Math.min(part.tokens.length, LONG) / (3 * LONG);
      const level = LEVELS[part.doc.kind] || 1;
      result.score = level * ((result.named ? 4 : 0) + (result.cover ** 2 * near * (0.7 + base)) / long);
    }
    const best = Math.max(0, ...results.map(({ cover, part }) => cover * (part.doc.kind === "list" ? 0.5 : 1)));
    const near = (i) => Math.max(0, ...results.flatMap(({ places }) => places[i].map(({ exact }) => exact)));
    const share = query.words.reduce((sum, _, i) => sum + near(i), 0) / (query.words.length + query.missing.length);
    if (share < LEAST) return [];
    const shown = results.filter((result) => result.named || result.cover >= 0.7 * best);
    shown.sort((a, b) => b.score - a.score);
    const kept = new Map();
    for (const result of shown) {
      const { doc, page } = result.part;
      const key = WHOLE.has(doc.kind) ? page.location : doc.kind === "list" ? doc.title : doc.location;
      const first = kept.get(key);
      if (!first) kept.set(key, result).set(doc.title, result);
      else if (result.part.text) first.source ||= result.part;
    }
    return [...new Set(kept.values())];
  };

  /* What a result shows. */
  const marked = (text, words) => {
    const stems = words.map(stem);
    return text.split(/([\p{L}\p{N}]+(?:[.,]\d+)*)/gu).map((piece, i) => {
      const word = i % 2 && tidy(piece).toLowerCase();
      return word && stems.some((start) => word.startsWith(start)) ? `<mark>${escape(piece)}</mark>` : escape(piece);
    });
  };
  const excerpt = (part, words) => {
    const pieces = marked(part.text, words); // white space and words in turn
    const width = 2 * LINES;
    if (pieces.length <= width) return pieces.join("");
    const hits = pieces.map((piece) => (piece.startsWith("<mark>") ? piece.toLowerCase() : ""));
    let [from, most] = [0, 0];
    for (let i = 1; i < pieces.length; i += 2) {
      if (!hits[i]) continue;
      const within = hits.slice(i, i + width - 12).filter(Boolean);
      const worth = 10 * new Set(within).size + within.length;
      if (worth > most) [from, most] = [Math.max(0, i - 12), worth];
    }
    const to = Math.min(pieces.length, from + width);
    return `${from ? "… " : ""}${pieces.slice(from, to).join("").trim()}${to < pieces.length ? " …" : ""}`;
  };
  const item = ({ part, places, source }, rank, query) => {
    const { doc, page, tokens } = part;
    const isPart = page && page !== doc;
    let of = isPart && doc.kind !== "term" ? textOf(page.title) : "";
    const title = textOf(doc.title).replace(/\s*:$/, "");
    if (doc.kind === "finding") of = of.replace(/^\S+\s/, "");
    const what = isPart && doc.kind === "criterion" ? "" : LABELS[doc.kind];
    const says = [doc.label || what, of].filter(Boolean).map(escape).join(" · ");
    // The page marks these: the words of the part itself, not its keywords.
    const own = places.flat().map(({ at }) => tokens[at]).filter(({ weight }) => weight >= 1);
    // A page shows the lines of its best part, or of its first.
    const first = () => [...parts.values()].find((other) => other.page === doc && other !== part && other.text);
    const from = isPart || !WHOLE.has(doc.kind) ? part : source || first() || part;
    const text = excerpt(from, query.words);
    return [
      {
        location: doc.location,
        title: marked(title, query.words).join("") + (says && ` <span class="says">· ${says}</span>`),
        text: text && `<p>${text}</p>`,
        score: rank,
        terms: Object.fromEntries(own.map(({ word }) => [word, true])),
      },
      // The theme wants a page above each result; the observer below takes it away.
      ...(doc.location.includes("#") ? [{ location: "", title: "", text: "", score: 0, terms: {} }] : []),
    ];
  };

  /* The choice of kinds, and the line that says what was sought. */
  const output = document.querySelector("[data-md-component='search-result']");
  const list = output.lastElementChild;
  output.firstElementChild.setAttribute("role", "status"); // how many results
  const told = document.createElement("p");
  told.className = "search-told";
  told.setAttribute("role", "status");
  const choice = document.createElement("fieldset");
  choice.className = "search-kinds";
  choice.hidden = true;
  list.before(told, choice);
  let chosen = "";
  let latest = null;

  const options = (results) => {
    const has = (kind) => results.filter(({ part }) => !kind || part.doc.kind === kind).length;
    choice.hidden = !results.length;
    if (!choice.firstChild) {
      const kinds = Object.keys(KINDS).filter((kind) => [...parts.values()].some(({ doc }) => doc.kind === kind));
      const label = (kind) =>
        `<label><input type="radio" name="search-kind" value="${kind}">${KINDS[kind] || "All"} <span></span></label>`;
      choice.innerHTML = ["<legend class='unseen'>Show</legend>", ...["", ...kinds].map(label)].join("");
    }
    for (const input of choice.querySelectorAll("input")) {
      input.checked = input.value === chosen;
      input.nextElementSibling.textContent = has(input.value);
    }
  };
  const say = ({ words, missing, changed }, any) => {
    const strong = (text) => `<strong>${escape(text)}</strong>`;
    told.innerHTML = [
      any && changed && `Showing results for ${strong(words.join(" "))}.`,
      any && missing.length && `Nothing has ${strong(missing.join(", "))}.`,
    ]
      .filter(Boolean)
      .join(" ");
  };

  const Base = window.Worker; // in pages opened from disk, the frame that takes its place
  window.Worker = class extends Base {
    constructor(...rest) {
      super(...rest);
      const asked = [];
      const own = new WeakSet();
      const show = () => {
        const { query, results } = latest;
        const kept = results.filter(({ part }) => !chosen || part.doc.kind === chosen);
        options(results);
        say(query, results.length);
        const items = kept.map((result, i) => item(result, kept.length - i, query));
        const event = new MessageEvent("message", { data: { type: RESULT, data: { items } } });
        own.add(event);
        this.dispatchEvent(event);
      };
      this.addEventListener("message", (event) => {
        if (event.data.type !== RESULT || own.has(event)) return;
        event.stopImmediatePropagation();
        const query = asked.shift();
        if (asked.length) return; // a later query follows
        latest = { query, results: query.words.length ? ranked(event.data.data.items, query) : [] };
        show();
      });
      choice.addEventListener("change", ({ target }) => {
        chosen = target.value;
        show();
      });
      this.asked = asked;
    }
    postMessage(message, ...rest) {
      if (message?.type === SETUP) learn(message.data.docs);
      if (message?.type !== QUERY) return super.postMessage(message, ...rest);
      const query = understood(message.data);
      this.asked.push(query);
      return super.postMessage({ ...message, data: query.words.length ? query.asked : "" }, ...rest);
    }
  };
  // The theme would move the focus to the field at any key but these.
  choice.addEventListener("keydown", (event) => event.key !== "Escape" && event.key !== "Tab" && event.stopPropagation());

  new MutationObserver(() => {
    for (const heading of list.querySelectorAll("a:has(> [data-md-score='0.00'])")) heading.remove();
  }).observe(list, { childList: true });
})();
