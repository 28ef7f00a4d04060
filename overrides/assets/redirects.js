/* Follows redirects from retired addresses, of whole pages and of anchors on a page, and anchors in capitals. */
(() => {
  const redirects = window.report?.redirects || {};
  const root = new URL("..", document.currentScript.src);
  const leave = () => {
    const anchor = location.hash.slice(1);
    if (!anchor || document.getElementById(anchor)) return false;
    // Readers type the code of a finding as it is printed: #MC17-A5.
    const small = anchor.toLowerCase();
    if (document.getElementById(small)) {
      location.replace(`#${small}`);
      return true;
    }
    // The website has /mc07/, the offline bundle mc07.html.
    const path = location.href.slice(root.href.length - 1).replace(/(index)?\.html|\?[^#]*/g, "");
    const key = path.replace(/([^/])#/, "$1/#");
    const to = redirects[key];
    if (!to) return false;
    const [page, part] = to.slice(1).split("#");
    const local = location.pathname.endsWith(".html")
      ? page.replace(/\/$/, ".html").replace(/^$/, "index.html")
      : page;
    location.replace(new URL(local + (part ? `#${part}` : ""), root));
    return true;
  };
  // An anchor on a retired page may have its own redirect.
  const moved = document.querySelector("article .moved a");
  if (!leave() && moved) location.replace(moved.href);
  addEventListener("hashchange", leave);
})();
