/* Goes on from addresses that were given up: pages at once, places on a page by their names. */
(() => {
  const moved = document.querySelector("article .moved a");
  if (moved) {
    location.replace(moved.href);
    return;
  }
  const redirects = window.report?.redirects || {};
  const root = new URL("..", document.currentScript.src);
  const leave = () => {
    if (!location.hash || document.getElementById(decodeURIComponent(location.hash.slice(1)))) return;
    // The web has /mc07/, the bundle mc07.html.
    const path = location.href.slice(root.href.length - 1).replace(/(index)?\.html|\?[^#]*/g, "");
    const key = path.replace(/([^/])#/, "$1/#");
    const to = redirects[key];
    if (!to) return;
    const [page, anchor] = to.slice(1).split("#");
    const local = location.pathname.endsWith(".html")
      ? page.replace(/\/$/, ".html").replace(/^$/, "index.html")
      : page;
    location.replace(new URL(local + (anchor ? `#${anchor}` : ""), root));
  };
  leave();
  addEventListener("hashchange", leave);
})();
