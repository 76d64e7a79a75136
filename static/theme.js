// Remembers how the reader wants pages to look, and closes the menu. Everything works without it.
(() => {
  const root = document.documentElement;
  const kept = (name) => { try { return localStorage.getItem("briefbook-" + name); } catch { return null; } };
  const keep = (name, value) => { try { localStorage.setItem("briefbook-" + name, value); } catch { /* private window */ } };
  if (kept("theme")) root.dataset.theme = kept("theme");
  addEventListener("DOMContentLoaded", () => {
    // A redirect knows the page, and only the address the place on it.
    const moved = document.querySelector("a[data-moved]");
    if (moved && location.hash) location.replace(moved.href + location.hash);
    for (const name of ["theme", "marks"]) {
      const chosen = document.getElementById(name + "-" + kept(name));
      if (chosen) chosen.checked = true;
    }
    document.addEventListener("change", ({ target: { name, value } }) => {
      if (name !== "theme" && name !== "marks") return;
      keep(name, value);
      if (name === "theme") root.dataset.theme = value;
    });
    const menu = document.querySelector("details.menu");
    document.addEventListener("click", ({ target }) => {
      if (menu?.open && (!menu.contains(target) || target.closest("a"))) menu.open = false;
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && menu?.open) { menu.open = false; menu.querySelector("summary").focus(); }
    });
  });
})();
