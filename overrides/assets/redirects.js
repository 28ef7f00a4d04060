/* Follows redirects from retired addresses, of whole pages and of anchors on a page. */
(() => {
  const redirects = window.report?.redirects || {};
  const root = new URL("..", document.currentScript.src);
  const leave = () => {
    if (!location.hash || document.getElementById(location.hash.slice(1))) return false;
    // The website has /mc07/, the offline bundle mc07.html.
    const path = location.href.slice(root.href.length - 1).replace(/(index)?\.html|\?[^#]*/g, "");
    const key = path.replace(/([^/])#/, "$1/#");
    const to = redirects[key];
    if (!to) return false;
    const [page, anchor] = to.slice(1).split("#");
    const local = location.pathname.endsWith(".html")
      ? page.replace(/\/$/, ".html").replace(/^$/, "index.html")
      : page;
    location.replace(new URL(local + (anchor ? `#${anchor}` : ""), root));
    return true;
  };
  // An anchor on a retired page may have its own redirect.
  const moved = document.querySelector("article .moved a");
  if (!leave() && moved) location.replace(moved.href);
  addEventListener("hashchange", leave);
})();
