// Searches the index that lies beside it. Finds its own form; does nothing without it.
(function () {
  "use strict";
  var form = document.querySelector("form.search");
  if (!form) return;
  var input = form.querySelector("input"), list = document.getElementById("search-results");
  var count = document.getElementById("search-count"), MOST = 50;
  var kinds = { action: "action item", set: "set of recommendations" };

  function fold(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/ł/g, "l").replace(/ø/g, "o").replace(/đ/g, "d").replace(/ß/g, "ss").replace(/\s+/g, " ").trim();
  }

  // An id typed in full comes first, then titles, then texts.
  function score(entry, words, whole) {
    var title = fold(entry[0]);
    if (entry[4] === whole) return 2000;
    if (title === whole) return 1000;
    var sum = 0;
    for (var i = 0; i < words.length; i++) {
      if (title.indexOf(words[i]) >= 0) sum += 20;
      else if (entry[3].indexOf(words[i]) >= 0 || entry[4].indexOf(words[i]) >= 0) sum += 1;
      else return 0;
    }
    return sum;
  }

  function show(found) {
    list.textContent = "";
    found.slice(0, MOST).forEach(function (one) {
      var item = document.createElement("li"), link = document.createElement("a"), kind = document.createElement("span");
      link.href = one.entry[2];
      link.textContent = one.entry[0];
      kind.className = "kind";
      kind.textContent = kinds[one.entry[1]] || one.entry[1];
      item.append(link, " ", kind);
      list.append(item);
    });
  }

  function search() {
    var whole = fold(input.value), words = whole.split(" ").filter(Boolean);
    if (!words.length) { list.textContent = ""; count.textContent = ""; return; }
    var found = (window.plenarySearch || []).map(function (entry, at) {
      return { entry: entry, score: score(entry, words, whole), at: at };
    }).filter(function (one) { return one.score > 0; });
    found.sort(function (a, b) { return b.score - a.score || a.at - b.at; });
    show(found);
    var n = found.length;
    count.textContent = n === 0 ? "Nothing found." : n === 1 ? "1 result" : n > MOST ? n + " results, the best " + MOST + " shown" : n + " results";
  }

  form.addEventListener("submit", function (event) { event.preventDefault(); search(); });
  input.addEventListener("input", search);
  var asked = new URLSearchParams(location.search).get("q");
  if (asked) { input.value = asked; search(); }
})();
