// What is folded away: it opens for a link that leads into it, and for the printer. Browsers that do
// so by themselves lose nothing by it.
(function () {
  "use strict";

  const folds = Array.from(document.querySelectorAll("details.more"));
  if (!folds.length) return;
  let opened = [];

  function openTarget() {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id && document.getElementById(id);
    const fold = target && target.closest("details.more");
    if (!fold || fold.open) return;
    fold.open = true;
    target.scrollIntoView();
  }

  window.addEventListener("hashchange", openTarget);
  window.addEventListener("beforeprint", () => {
    opened = folds.filter((fold) => !fold.open);
    opened.forEach((fold) => (fold.open = true));
  });
  window.addEventListener("afterprint", () => opened.forEach((fold) => (fold.open = false)));
  openTarget();
})();
