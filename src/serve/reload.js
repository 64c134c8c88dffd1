// Keeps a page that `plenary serve` shows as the content is: shows what differs when the site has
// changed, loads it again at the sentence where the reader was, and tells what is wrong with the
// content.
(function () {
  "use strict";

  var shown = document.currentScript.dataset.site;
  var KEPT = "plenary.place";
  // Time to paint a frame, in milliseconds.
  var FRAME = 50;
  var asLoaded = document.cloneNode(true);
  var source = null;
  var overlay = null;
  var told = "";
  var READING = "The record is still being read: this page is made again as soon as all of it is.";

  // The place: the first thing in sight that has an id, and how far below the top it is. What is
  // written above it may push it down the page; the reader stays with it.

  function keepPlace() {
    var place = { page: location.pathname + location.search, y: scrollY, id: "", top: 0 };
    var named = scrollY > 0 ? document.querySelectorAll("main [id]") : [];
    Array.prototype.some.call(named, function (element) {
      var box = element.getBoundingClientRect();
      if (!box.height || box.top < 0) return false;
      if (box.top < innerHeight) { place.id = element.id; place.top = box.top; }
      return true;
    });
    history.scrollRestoration = "manual";
    try { sessionStorage.setItem(KEPT, JSON.stringify(place)); } catch (_) { /* it may be full or forbidden */ }
    return place;
  }

  function takePlace() {
    var text = null;
    try {
      text = sessionStorage.getItem(KEPT);
      sessionStorage.removeItem(KEPT);
    } catch (_) { /* then the page begins at its top */ }
    var place = text ? JSON.parse(text) : null;
    return place && place.page === location.pathname + location.search ? place : null;
  }

  function goTo(place) {
    var element = place.id && document.getElementById(place.id);
    var y = element ? scrollY + element.getBoundingClientRect().top - place.top : place.y;
    scrollTo({ top: y, behavior: "instant" });
  }

  function restore(place) {
    goTo(place);
    // scripts and pictures of the page may move things until it is loaded
    addEventListener("load", function () {
      requestAnimationFrame(function () {
        goTo(place);
        history.scrollRestoration = "auto";
      });
    });
  }

  // Another version of the page. To load it takes a browser longer than to make it takes the
  // program, so that what differs in its main part is shown first, without what scripts do to it;
  // then the page is loaded, and is what any reader has.

  function mainOf(page) { return page.querySelector("main"); }

  function renew() {
    var place = keepPlace();
    source.close();
    // as one who looks, who is shown a part while the whole is made
    fetch(location.href, { headers: { Accept: "text/html" } }).then(textOf).then(function (text) {
      var now = mainOf(new DOMParser().parseFromString(text, "text/html"));
      showChange(mainOf(document), mainOf(asLoaded), now);
      goTo(place);
    }).catch(function () { /* it is gone, or has no main part: loading it tells */ }).then(function () {
      setTimeout(function () { location.reload(); }, FRAME);
    });
  }

  function textOf(response) { return response.ok ? response.text() : Promise.reject(response); }

  // Makes of `live`, which was loaded as `was`, what `now` is. Nodes around the change stay, and are
  // not laid out again; what a script has put in or taken out nearby is lost.
  function showChange(live, was, now) {
    if (was.isEqualNode(now)) return;
    var there = Array.from(live.childNodes), had = Array.from(was.childNodes), has = Array.from(now.childNodes);
    if (!isSameTag(was, now) || there.length !== had.length) { live.replaceWith(now); return; }
    var next = null;
    while (isSame(had[0], has[0])) { had.shift(); has.shift(); there.shift(); }
    while (isSame(had[had.length - 1], has[has.length - 1])) { had.pop(); has.pop(); next = there.pop(); }
    if (had.length === 1 && has.length === 1) { showChange(there[0], had[0], has[0]); return; }
    there.forEach(function (node) { node.remove(); });
    has.forEach(function (node) { live.insertBefore(node, next); });
  }

  function isSame(a, b) { return Boolean(a && b) && a.isEqualNode(b); }

  function isSameTag(a, b) { return isSame(a.cloneNode(false), b.cloneNode(false)); }

  // What is told.

  function listen() {
    if (source) return;
    source = new EventSource("/.plenary/events");
    source.onmessage = function (event) { hear(JSON.parse(event.data)); };
  }

  // A browser has few connections for a host, so that pages nobody looks at give theirs back.
  function heedSight() {
    if (document.visibilityState === "visible") return listen();
    if (source) source.close();
    source = null;
  }

  function hear(state) {
    // while the first site is made, a page of an earlier one stays
    if (state.site !== shown && !(state.is_reading && shown)) {
      shown = state.site;
      return renew();
    }
    var text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    show(state);
  }

  // What is wrong. It stands in a tree of its own, so that the theme's styles and these do not
  // meet, and never takes the focus. Everything is put in as text.

  function make(name, className, text) {
    var element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  function count(n, one) { return n + " " + one + (n === 1 ? "" : "s"); }

  function headline(state) {
    var counts = [];
    if (state.problems.errors) counts.push(count(state.problems.errors, "error"));
    if (state.problems.warnings) counts.push(count(state.problems.warnings, "warning"));
    return counts.join(", ") + (state.is_stale ? ": shown is the site as it was before" : "");
  }

  function lineOf(parts) {
    var line = make("code", "line");
    line.append(parts[0], make("mark", "", parts[1]), parts[2]);
    return line;
  }

  function problemOf(one) {
    var item = make("li", one.severity);
    var message = make("p", "message");
    message.append(make("b", "", one.severity), " ", make("span", "", one.message));
    item.append(message);
    if (one.place) item.append(make("p", "place", one.place));
    if (one.line) item.append(lineOf(one.line));
    if (one.why) item.append(make("p", "why", "why: " + one.why));
    if (one.help) item.append(make("p", "help", "help: " + one.help));
    if (one.code) item.append(make("p", "code", one.code));
    return item;
  }

  function listOf(problems) {
    var list = make("ul");
    problems.listed.forEach(function (one) { list.append(problemOf(one)); });
    var more = problems.errors + problems.warnings - problems.listed.length;
    if (more > 0) list.append(make("li", "more", "And " + more + " more, on the terminal."));
    return list;
  }

  function boxOf(state) {
    var box = make("details", state.problems.errors ? "errors" : "warnings");
    box.open = state.problems.errors > 0;
    box.append(make("summary", "", headline(state)), listOf(state.problems));
    return box;
  }

  function makeOverlay() {
    var host = make("div", "plenary-problems");
    var root = host.attachShadow({ mode: "open" });
    var style = make("link");
    style.rel = "stylesheet";
    style.href = "/.plenary/overlay.css";
    var section = make("section");
    section.setAttribute("role", "status");
    section.setAttribute("aria-label", "What is wrong with the content");
    section.hidden = true;
    style.onload = function () { section.hidden = false; };
    root.append(style, section);
    document.body.append(host);
    return { host: host, section: section };
  }

  // The page that stands in says itself that there is nothing yet.
  function messageOf(state) {
    if (!state.is_reading) return state.problems.listed.length ? boxOf(state) : null;
    return document.body.matches(".waiting") ? null : make("p", "reading", READING);
  }

  function show(state) {
    var message = messageOf(state);
    if (!message) {
      if (overlay) overlay.host.remove();
      overlay = null;
      return;
    }
    overlay = overlay || makeOverlay();
    overlay.section.replaceChildren(message);
  }

  // Escape folds it up; the line that is left opens it again.
  function fold(event) {
    var box = overlay && overlay.section.querySelector("details");
    if (event.key === "Escape" && !event.defaultPrevented && box && box.open) box.open = false;
  }

  var place = takePlace();
  if (place) restore(place);
  document.addEventListener("visibilitychange", heedSight);
  document.addEventListener("keydown", fold);
  addEventListener("pagehide", function () { if (source) source.close(); source = null; });
  addEventListener("pageshow", heedSight);
  heedSight();
})();
