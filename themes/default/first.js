// Before the page is painted: where the reader chose another clock, times wait to be told on it, so
// that nothing shifts before their eyes. js/clock.js, which is read last, ends the wait. So it is with
// the calendar's view and js/calendar.js.
(function () {
  "use strict";
  try {
    const kept = window.localStorage.getItem("plenary.clock");
    if (kept && kept !== "meeting") document.documentElement.classList.add("clock-waits");
    if (window.localStorage.getItem("plenary.calendar") === "agenda") document.documentElement.classList.add("agenda-first");
  } catch (error) {
    // no storage, so no choice is kept
  }
})();
