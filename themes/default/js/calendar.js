// The calendar's view, months or agenda, is remembered. js/first.js shows the one that was chosen
// before the page is painted; here its button is set, and the next choice is kept.
(function () {
  "use strict";

  const views = Array.from(document.querySelectorAll(".views input[name=view]"));
  if (!views.length) return;
  const kept = "plenary.calendar";

  function recall() {
    try {
      return window.localStorage.getItem(kept);
    } catch (error) {
      return null;
    }
  }

  function remember(view) {
    try {
      window.localStorage.setItem(kept, view);
    } catch (error) {
      // a private window, or a page from disk: the choice holds for this page
    }
  }

  function show() {
    const view = views.find((one) => one.value === recall());
    if (view) view.checked = true;
    document.documentElement.classList.remove("agenda-first");
  }

  show();
  views.forEach((view) => view.addEventListener("change", () => remember(view.value)));
  window.addEventListener("pageshow", show);
})();
