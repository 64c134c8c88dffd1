// Before the page is painted: where the reader chose another clock, times wait to be told on it, so
// that nothing shifts before their eyes. js/clock.js, which is read last, ends the wait.
(function () {
  "use strict";
  try {
    const kept = window.localStorage.getItem("plenary.clock");
    if (kept && kept !== "meeting") document.documentElement.classList.add("clock-waits");
  } catch (error) {
    // no storage, so no choice is kept
  }
})();
