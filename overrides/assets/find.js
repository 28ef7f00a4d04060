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
      "would you your please show tell find happen happens happened someone somebody anyone anybody " +
      "nobody anything everything each every ever say says said see seen give given go goes going gone make " +
      "makes made want wants own yet still really down off away back told"
    ).split(" "),
  );
  const KINDS = { finding: "Findings", practice: "Practices", term: "Terms" };
  const LABELS = { criterion: "Criterion", practice: "Developing practice", term: "Term" };
  // A page of a practice or a criterion, and a list, is one result: its best part.
  const WHOLE = new Set(["criterion", "practice", "list"]);
  const LEVELS = { list: 0.3, term: 0.85, criterion: 0.85 };
  // What a word counts: its own plain words, words that mean another, words around a part.
  const [TITLE, TEXT, STANDS, ALSO, LIKE, AROUND] = [1.2, 1, 0.9, 0.75, 0.45, 0.25];
  const PART = 0.5;
  const LEAST = 0.5; // share of the words that must be found somewhere
  const SPAN = 80; // words within which those of a query count in full
  const LONG = 200; // words: such a part counts two thirds of a short one, and no part less
  const LINES = 34; // words around those that were found

  const tidy = (text) =>
    text.replace(/['’]s?(?!\p{L})/gu, " ").replace(/(\d),(?=\d{3})/g, "$1").replace(/(\d)(?=\p{L}{3})/gu, "$1 ");
  const WORD = /[\p{L}\p{N}]+(?:\.\d+)*/gu;
  const wordsOf = (text) => tidy(text).match(WORD) || [];
  const lower = (text) => wordsOf(text).map((word) => word.toLowerCase());
  // A name as one word, so that it ranks above names that share words with it: MC07-S3, Gold Groups.
  const nameOf = (text) =>
    lower(text).join("").replace(/\./g, "").replace(/(?<=\p{L})0+(?=\d)/gu, "").replace(/s$/, "");
  const ENDING = "at(?:ions?|ors?|ives?|ing|ed|es?)|e?ments?|ions?|ives?|ings?|isms?|ists?|ships?|ed|es|ly|e";
  const ENDINGS = new RegExp(`(?<=.{4})(?:${ENDING})$|(?<=.{5})[eo]rs?$|(?<=.{3})s$`);
  const stem = (word) =>
    /\d/.test(word)
      ? word
      : word.replace(/(?<=.{3})(?:ies|y)$/, "i").replace(ENDINGS, "").replace(/(?<=..)(\p{L})\1$/u, "$1");
  const escape = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt()};`);
  const plain = document.createElement("template");
  const textOf = (html) => {
    plain.innerHTML = html.replace(/(?<=[^.;:!?])<\/(?:p|li)>(?=\s*<)/g, " · ").replace(/<[^>]*>/g, " ");
    return plain.content.textContent.replace(/\s+/g, " ").trim();
  };

  /* What is known of each part of the site, by location. */
  const parts = new Map();
  const known = new Map(); // each word, with its stem and the number of parts that have it
  const listed = (also) => (also ? also.split(", ") : []);
  // Words of the report, and the plain words that mean them. Any ending fits, and capitals only capitals.
  let lay = [];
  const starting = new Map();
  const likeAt = (words, at) => {
    if (!starting.has(words[at])) {
      const start = words[at].toLowerCase();
      starting.set(words[at], lay.filter(({ name }) => start.startsWith(name[0].toLowerCase())));
    }
    return starting.get(words[at]).filter(({ name, exact }) =>
      name.every((one, i) => {
        const word = words[at + i] || "";
        if (exact) return word === one || word === `${one}s`;
        return i < name.length - 1 ? word.toLowerCase() === one : word.toLowerCase().startsWith(one);
      }),
    );
  };
  const learn = ({ docs, config }) => {
    // A term stands for the first paragraph of its entry.
    const entries = docs.filter(({ kind, text }) => kind === "term" && text);
    const means = new Map(Object.entries(config.also || {}).map(([name, also]) => [name, listed(also)]));
    for (const { title, text } of entries) {
      const name = textOf(title);
      means.set(name, [textOf(text.split("</p>")[0]), ...(means.get(name) || [])]);
    }
    lay = Array.from(means, ([name, also]) => {
      return { name: wordsOf(name), exact: name !== name.toLowerCase(), also: also.map(lower) };
    });
    for (const doc of docs) {
      const [title, text] = [textOf(doc.title), textOf(doc.text)];
      const phrases = [...listed(doc.also), ...(doc.kind === "term" ? means.get(title) || [] : [])];
      const part = { doc, title: title.toLowerCase(), text, words: new Map(), size: 0 };
      const code = title.match(/^\p{L}+\d+(?= )/u)?.[0] || "";
      part.names = new Set([title, code, ...(doc.kind === "term" ? phrases : [])].map(nameOf));
      part.phrases = phrases.filter((words) => words.includes(" ")).map(nameOf);
      const add = (word, place) => {
        if (part.words.has(word)) part.words.get(word).push(place);
        else part.words.set(word, [place]);
      };
      for (const [field, weight] of [[title, TITLE], [text, TEXT], ...phrases.map((words) => [words, ALSO])]) {
        const words = wordsOf(field);
        words.forEach((word, i) => {
          const at = part.size + i;
          const place = { at, weight, own: weight === ALSO ? "" : word, whole: weight !== TEXT };
          add(word.toLowerCase(), place);
          for (const { also, exact } of likeAt(words, i)) {
            also.forEach((phrase, k) => {
              // The first is what an abbreviation stands for.
              const like = Math.min(1, weight) * (exact && !k ? STANDS : LIKE);
              // One word of a phrase does not make readers think of what the phrase means.
              const own = phrase.length > 1 && like < STANDS ? "" : place.own;
              phrase.forEach((one, j) => add(one, { ...place, at: at + j, weight: like, own }));
            });
          }
        });
        part.size += words.length + 5; // words of different fields are not near each other
      }
      // Codes are words, too.
      for (const name of part.names) {
        if (/\d/.test(name) && name.length < 10) add(name, { at: 0, weight: ALSO, own: "", whole: true });
      }
      parts.set(doc.location, part);
      for (const word of part.words.keys()) {
        if (known.has(word)) known.get(word).count++;
        else known.set(word, { root: stem(word), count: 1 });
      }
    }
    for (const part of parts.values()) {
      const [page] = part.doc.location.split("#");
      part.page = parts.get(page)?.doc;
      const { label = "" } = part.doc;
      const near = part.page && part.page !== part.doc ? [part.page.title, part.page.also || "", label] : [];
      const like = label ? likeAt(wordsOf(label), 0).flatMap(({ also }) => also.flat()) : [];
      part.around = new Set([...near.flatMap((words) => lower(textOf(words))), ...like]);
    }
    // What lunr is given: words without marks, the plain words, and the names.
    return Array.from(parts.values(), ({ doc, title, words, names }) => {
      const text = Array.from(words, ([word, at]) => `${word} `.repeat(at.length)).join("");
      return { ...doc, title, text, keywords: [...names].join(" ") };
    });
  };
  /* The words that a typed word finds, each with how well it fits. */
  const forms = new Map();
  const formsOf = (typed) => {
    if (forms.has(typed)) return forms.get(typed);
    const found = new Map();
    const root = stem(typed);
    for (const [word, { root: other }] of known) {
      const start = word.startsWith(typed) ? typed : word.startsWith(root) ? root : "";
      const most = known.has(typed) ? PART : 1; // a word that is known is seldom the beginning of another
      const begins = start && most * (0.4 + (0.5 * start.length) / word.length);
      const fit = word === typed ? 1 : Math.max(other === root ? 0.9 : 0, begins);
      if (fit) found.set(word, fit);
    }
    forms.set(typed, found);
    return found;
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
  const corrected = (word) => {
    if (formsOf(word).size) return word;
    if (/\d/.test(word) || word.length < 4) return null;
    let [best, least] = [null, 3];
    for (const form of new Set([word, word.replace(/s$/, "")])) {
      const most = form.length > 7 ? 2 : 1;
      for (const [other, { count }] of known) {
        const longer = other.length - form.length;
        if (other[0] !== form[0] || Math.abs(longer) > most || /\d/.test(other)) continue;
        // Most short words differ from others by one letter; they are corrected only where they lack one.
        if (form.length < 6 && longer !== 1) continue;
        const far = distance(form, other, most);
        if (far <= most && (far < least || (far === least && count > known.get(best).count))) [best, least] = [other, far];
      }
    }
    return best;
  };

  /* A query: its words, those that no part has, and what lunr is asked. */
  const understood = (typed) => {
    const all = wordsOf(typed);
    const loud = all.filter((word, i) => {
      const quiet = QUIET.has(word.toLowerCase()) || /^th(?:e|is) report$/i.test(`${all[i - 1]} ${word}`);
      return !quiet || /^\p{Lu}{2,}$/u.test(word);
    });
    const sought = (loud.length ? loud : all).map((word) => word.toLowerCase());
    const name = nameOf(typed);
    const fixed = sought.map(corrected);
    const words = [...new Set(fixed.filter(Boolean))];
    const missing = sought.filter((word, i) => !fixed[i]);
    const found = words.flatMap((word) => [...formsOf(word)].toSorted(([, a], [, b]) => b - a).slice(0, 15));
    const asked = [...found.map(([form, fit]) => `${form}^${Math.ceil(8 * fit)}`), `${name}^40`].join(" ");
    // A word that no part has, but another form of it, is told, too.
    const told = words.map((word) => {
      if ([...formsOf(word).keys()].some((form) => form.startsWith(word))) return word;
      const [best] = [...formsOf(word)].toSorted(([a, x], [b, y]) => y - x || known.get(b).count - known.get(a).count);
      return best[0];
    });
    return { words, told, name, missing, asked, changed: told.some((word) => !sought.includes(word)) };
  };

  /* How well a part answers: the share of the words that it has, and how near each is to the next. */
  const matches = (part, words) =>
    words.map((word) =>
      [...formsOf(word)].flatMap(([form, exact]) =>
        (part.words.get(form) || []).map(({ at, own, whole, weight }) => {
          return { at, own, whole, exact, weight: weight * exact };
        }),
      ),
    );
  const aroundOf = (part, word) => {
    let best = 0;
    for (const [form, exact] of formsOf(word)) if (exact > best && part.around.has(form)) best = exact;
    return AROUND * best;
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
  const weightsOf = (places, around) =>
    places.map((found, i) => Math.min(1, Math.max(around[i], ...found.map(({ weight }) => weight))));
  const coverOf = ({ part, places, around, weights }, rarity) => {
    const sum = (values) => values.reduce((all, value, i) => all + value * rarity[i], 0);
    const all = sum(weights);
    if (part.size <= SPAN || places.length === 1) return all;
    const starts = new Set(places.flat().map(({ at }) => at));
    const spans = [...starts].map((from) => {
      const near = places.map((found) => found.filter(({ at, whole }) => whole || (at >= from && at < from + SPAN)));
      return sum(weightsOf(near, around));
    });
    return 0.7 * Math.max(...spans) + 0.3 * all;
  };
  const ranked = (items, query) => {
    const found = items.flat().filter((item) => item.score && parts.has(item.location));
    const most = Math.max(...found.map((item) => item.score));
    const results = found.map((item) => {
      const part = parts.get(item.location);
      const places = matches(part, query.words);
      const around = query.words.map((word) => aroundOf(part, word));
      return { part, places, around, weights: weightsOf(places, around), base: item.score / most };
    });
    const rarity = query.words.map((_, i) => {
      const having = results.reduce((sum, { weights }) => sum + weights[i], 0);
      return Math.log(1 + parts.size / (1 + having));
    });
    // A word that no part has is as rare as can be.
    const whole = rarity.reduce((a, b) => a + b, 0) + query.missing.length * Math.log(1 + parts.size);
    for (const result of results) {
      const { part, places, base } = result;
      result.cover = coverOf(result, rarity) / (whole || 1);
      // A phrase that stands within what is typed, or the other way round.
      const said = Math.max(0, ...part.phrases.map((one) => {
        const [less, more] = one.length < query.name.length ? [one, query.name] : [query.name, one];
        return less.length > 9 && more.includes(less) ? less.length / more.length : 0;
      }));
      const titled = query.words.every((word) => part.title.includes(stem(word))) ? 0.5 : 0;
      result.named = part.names.has(query.name);
      const near = 1 + titled + nearness(places, rarity);
      const long = 1 + Math.min(part.size, LONG) / (2 * LONG);
      const level = LEVELS[part.doc.kind] || 1;
      result.score = level * ((result.named ? 4 : said) + (result.cover ** 2 * near * (1.2 + base)) / long);
    }
    const best = Math.max(0, ...results.map(({ cover, part }) => cover * (part.doc.kind === "list" ? 0.5 : 1)));
    const near = (i) => Math.max(0, ...results.flatMap(({ places }) => places[i].map(({ exact }) => exact)));
    const share = query.words.reduce((sum, _, i) => sum + near(i), 0) / (query.words.length + query.missing.length);
    if (share < LEAST) return [];
    const shown = results.filter((result) => result.named || result.cover >= 0.5 * best);
    shown.sort((a, b) => b.score - a.score);
    const kept = new Map();
    for (const result of shown) {
      const { doc, page } = result.part;
      const key = WHOLE.has(doc.kind) && page ? page.location : doc.location;
      const first = kept.get(key) || (doc.kind === "list" && kept.get(doc.title));
      if (!first) kept.set(key, result).set(doc.title, result);
      else if (result.part.text) first.source ||= result.part;
    }
    return [...new Set(kept.values())];
  };

  /* What a result shows. */
  const marked = (text, hits) =>
    text.split(/([\p{L}\p{N}]+(?:[.,]\d+)*)/gu).map((piece, i) => {
      return i % 2 && hits.has(tidy(piece).toLowerCase()) ? `<mark>${escape(piece)}</mark>` : escape(piece);
    });
  const excerpt = (part, hits) => {
    const pieces = marked(part.text, hits); // white space and words in turn
    const width = 2 * LINES;
    if (pieces.length <= width) return pieces.join("");
    const found = pieces.map((piece) => (piece.startsWith("<mark>") ? piece.toLowerCase() : ""));
    let [from, most] = [0, 0];
    for (let i = 1; i < pieces.length; i += 2) {
      if (!found[i]) continue;
      const within = found.slice(i, i + width - 12).filter(Boolean);
      const worth = 10 * new Set(within).size + within.length;
      if (worth > most) [from, most] = [Math.max(0, i - 12), worth];
    }
    const to = Math.min(pieces.length, from + width);
    return `${from ? "… " : ""}${pieces.slice(from, to).join("").trim()}${to < pieces.length ? " …" : ""}`;
  };
  const item = ({ part, places, source }, rank, query) => {
    const { doc, page } = part;
    const isPart = page && page !== doc;
    let of = isPart && doc.kind !== "term" ? textOf(page.title) : "";
    const title = textOf(doc.title).replace(/\s*:$/, "");
    if (doc.kind === "finding") of = of.replace(/^\S+\s/, "");
    const what = isPart && doc.kind === "criterion" ? "" : LABELS[doc.kind];
    const says = [doc.label || what, of].filter(Boolean).map(escape).join(" · ");
    // The page marks these: the words of the part itself, not its keywords.
    const own = new Set(places.flat().flatMap((place) => (place.own ? [place.own.toLowerCase()] : [])));
    // A page shows the lines of its best part, or of its first.
    const first = () => [...parts.values()].find((other) => other.page === doc && other !== part && other.text);
    const from = isPart || !WHOLE.has(doc.kind) ? part : source || first() || part;
    const hits = new Set([...own, ...query.words.flatMap((word) => [...formsOf(word).keys()])]);
    const text = excerpt(from, hits);
    return [
      {
        location: doc.location,
        title: marked(title, hits).join("") + (says && ` <span class="says">· ${says}</span>`),
        text: text && `<p>${text}</p>`,
        score: rank,
        terms: Object.fromEntries([...own].map((word) => [word, true])),
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
  const say = ({ told: words, missing, changed }, any) => {
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
      if (message?.type === SETUP) message = { ...message, data: { ...message.data, docs: learn(message.data) } };
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
    // In Firefox, a link has no name if an article is in it.
    for (const article of list.querySelectorAll("article:not([role])")) article.setAttribute("role", "presentation");
  }).observe(list, { childList: true });
})();
