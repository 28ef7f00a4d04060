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
    const scripts = [...held.content.querySelectorAll("script")].map((node) => {
      // A script that is copied does not run. These run in their order.
      return Object.assign(document.createElement("script"), { src: node.getAttribute("src"), async: false });
    });
    // The theme closes the search after any navigation, and takes an anchor in the address for one.
    const { href, hash } = location;
    const bare = href.slice(0, href.length - hash.length);
    if (hash) history.replaceState(history.state, "", bare);
    for (const outcome of ["load", "error"]) {
      scripts.at(-1).addEventListener(outcome, () => location.href === bare && history.replaceState(history.state, "", href));
    }
    document.head.append(held.content.querySelector("link"));
    document.body.append(...scripts);
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
