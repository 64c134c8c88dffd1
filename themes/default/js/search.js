// Searches the index in assets/search/, which lies in scripts so that it also works from a disk.
// src/render/search/ writes it and says how. Does nothing on a page without the search's form.
(function () {
  "use strict";

  var form = document.querySelector("form[data-search]");
  if (!form) return;

  var FIRST = 8, MORE = 20, PREFIXES = 60, PREFIX_FILES = 2, PHRASE_FILES = 16, TIE_FILES = 2;
  var FILTERS = ["kind", "year", "series", "person", "rec"];
  var KINDS = {
    action: "results.action", briefing: "results.briefing", decision: "results.decision", group: "results.group",
    meeting: "results.meeting", page: "results.page", person: "results.person",
    recommendation: "results.recommendation", team: "results.team", term: "results.term"
  };
  // What readers write for short, and the words that are found for it too.
  var SHORT = { rec: ["recommendation", "recommendations"], recs: ["recommendation", "recommendations"] };
  // What weighs so much beside a key is that thing, by its name or id; what weighs less speaks of it.
  var NAME = 62;
  var say = window.plenarySay;

  var input = form.elements.q, root = form.getAttribute("data-search");
  var list = byId("search-results"), count = byId("search-count"), status = byId("search-status");
  var filters = byId("search-filters"), more = byId("search-more");
  var manifest = null, turn = 0, shown = 0, current = null, spoken = 0, typed = 0;
  var files = Object.create(null), data = Object.create(null);

  function byId(id) { return document.getElementById(id); }

  // ---- Files: each is a script that hands over its part ----

  window.plenarySearch = {
    index: function (one) { manifest = unpack(one); },
    runs: function (all) { data.runs = [].concat.apply([], all.map(readRuns)); },
    key: function (n, text) { data["keys/" + n] = readWords(text); },
    word: function (n, text) { data["words/" + n] = readWords(text); },
    text: function (n, rows) { data["texts/" + n] = rows; },
    tie: function (n, text) { data["ties/" + n] = readTies(text); }
  };

  function load(name) {
    if (!files[name]) files[name] = new Promise(function (done, failed) {
      var script = document.createElement("script");
      script.src = root + name + ".js" + (manifest ? "?v=" + manifest.version : "");
      script.onload = function () { script.remove(); done(data[name]); };
      script.onerror = function () { script.remove(); delete files[name]; failed(new Error(name)); };
      document.head.append(script);
    });
    return files[name];
  }

  function loadAll(folder, numbers) {
    return Promise.all(numbers.map(function (n) { return load(folder + "/" + n); }));
  }

  // ---- Numbers: five bits a letter, the steps between rising ones ----

  var LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  function rising(text) {
    var all = [], last = 0, step = 0, shift = 0;
    for (var i = 0; i < text.length; i++) {
      var value = LETTERS.indexOf(text.charAt(i));
      step |= (value & 31) << shift;
      shift += 5;
      if (value < 32) { all.push(last += step); step = shift = 0; }
    }
    return all;
  }

  function readWords(text) {
    var all = Object.create(null), names = [];
    text.split("|").forEach(function (piece) {
      var at = piece.indexOf(" "), word = piece.slice(0, at);
      names.push(word);
      all[word] = piece.slice(at + 1);
    });
    return { names: names, found: all };
  }

  // [entries, weights, whether there are more]
  function postings(text) {
    var isCut = text.charAt(0) === "!", found = new Map();
    text.slice(isCut ? 1 : 0).split(",").forEach(function (group) {
      if (group.length < 3) return;
      var weight = LETTERS.indexOf(group.charAt(0)) + 32 * LETTERS.indexOf(group.charAt(1));
      rising(group.slice(2)).forEach(function (entry) { found.set(entry, weight); });
    });
    return { found: found, isCut: isCut };
  }

  function readTies(text) {
    return text.split(";").map(function (piece) {
      var parts = piece.split(".");
      return { entry: rising(parts[0])[0], person: rising(parts[1]), rec: rising(parts[2]) };
    });
  }

  // [first entry, kind, series, year] of each; the year is 0 for none.
  function readRuns(all) {
    var years = rising(all[3]);
    return rising(all[2]).map(function (first, n) { return [first, all[0], all[1], 9999 - years[n]]; });
  }

  function unpack(one) {
    one.texts = rising(one.texts).map(function (n) { return n * one.group; });
    one.ties = rising(one.ties);
    one.folding.marks = rising(one.folding.marks);
    one.folding.unspaced = rising(one.folding.unspaced);
    one.folding.plain = Object.create(null);
    for (var i = 0; i < one.folding.letters.length; i += 2) one.folding.plain[one.folding.letters[i]] = one.folding.letters[i + 1];
    return one;
  }

  // The last place whose value is not above: files and runs are told by their firsts.
  function lastAtMost(n, value, most) {
    var low = 0, high = n;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (value(middle) <= most) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  // ---- Words: folded and cut as the index was ----

  function inRanges(ends, code) {
    var at = lastAtMost(ends.length, function (n) { return ends[n]; }, code);
    return at >= 0 && (at % 2 === 0 || ends[at] === code);
  }

  function strip(text) {
    return Array.from(text.normalize("NFKD")).filter(function (c) {
      return !inRanges(manifest.folding.marks, c.codePointAt(0));
    }).join("");
  }

  function fold(text) {
    if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
    var bare = strip(strip(text).toLowerCase()), plain = manifest.folding.plain;
    return Array.from(bare).map(function (c) { return c in plain ? plain[c] : c; }).join("").normalize("NFC");
  }

  var pieces = null;

  // The runs of letters, digits and marks.
  function runs(text) {
    pieces = pieces || new RegExp("[\\p{Alphabetic}\\p{N}\\p{M}]+", "gu");
    return text.match(pieces) || [];
  }

  function isUnspaced(c) { return inRanges(manifest.folding.unspaced, c.codePointAt(0)); }

  // A run into parts that have spaces between words, and parts that have none.
  function parts(run) {
    var all = [];
    Array.from(run).forEach(function (c) {
      var is = isUnspaced(c), last = all[all.length - 1];
      if (last && last.isUnspaced === is) last.letters.push(c); else all.push({ isUnspaced: is, letters: [c] });
    });
    return all;
  }

  // Every word; in scripts without spaces every two neighbours, and (for texts) the last alone.
  function words(text, isQuery) {
    var all = [];
    runs(fold(text)).forEach(function (run) {
      parts(run).forEach(function (part) {
        var letters = part.letters, n = letters.length;
        if (!part.isUnspaced) { all.push(letters.slice(0, manifest.folding.longest).join("")); return; }
        for (var i = 0; i + 1 < n; i++) all.push(letters[i] + letters[i + 1]);
        if (!isQuery || n === 1) all.push(letters[n - 1]);
      });
    });
    return all;
  }

  // For tests: the same as the index's.
  window.plenarySearch.words = function (text, isQuery) {
    return load("index").then(function () { return words(text, isQuery); });
  };

  // ---- The question ----

  function parse(text) {
    var phrases = [], open = text.replace(/["“”„«»]([^"“”„«»]*)(["“”„«»]|$)/g, function (all, inner) {
      var found = words(inner, true);
      if (found.length) phrases.push(found);
      return " ";
    });
    var single = words(open, true), last = /[\s"”»]$/.test(text) ? -1 : single.length - 1;
    var terms = single.map(function (word, n) { return { word: word, isPrefix: n === last }; });
    phrases.forEach(function (phrase) {
      phrase.forEach(function (word) { terms.push({ word: word, isPrefix: false }); });
    });
    return { terms: terms, phrases: phrases, keys: phrases.length ? [] : keys(text), isId: isId(text) };
  }

  // As an id or a whole name is in the index; also with what is short written out.
  function keys(text) {
    var all = words(text, false), first = "=" + all.join("-");
    if (!all.length) return [];
    return [0, 1].map(function (n) {
      return "=" + all.map(function (word) { return (SHORT[word] || [])[n] || word; }).join("-");
    }).concat(first).filter(function (one, n, them) { return them.indexOf(one) === n; });
  }

  // One piece of several words with a digit, as ids and days are: P15-1, SSR1/10, 2017-06-13.
  function isId(text) {
    return /^\S+$/.test(text.trim()) && /[0-9]/.test(text) && words(text, false).length > 1;
  }

  function shardOf(word) {
    var firsts = manifest.words;
    return Math.max(0, lastAtMost(firsts.length, function (n) { return firsts[n]; }, word));
  }

  // A prefix goes on into the next files; that of one Latin letter would into many.
  function shardsOf(term) {
    var first = shardOf(term.word), all = [first];
    if (!term.isPrefix || /^[a-z0-9]$/.test(term.word)) return all;
    for (var n = first + 1; n < manifest.words.length && all.length < PREFIX_FILES; n++) {
      if (manifest.words[n].indexOf(term.word) !== 0) break;
      all.push(n);
    }
    return all;
  }

  // Beyond all that words weigh.
  var AFTER = 1e4, FIRST_OF_ALL = 1e6;

  // What a term finds: entries with weights, the best of its words for each.
  function find(term) {
    if (!manifest.words.length) return Promise.resolve({ found: new Map(), isCut: false });
    return loadAll("words", shardsOf(term)).then(function (shards) {
      var all = { found: new Map(), isCut: false };
      matching(shards, term).forEach(function (one) { add(one, all); });
      return all;
    }).then(function (all) { return findAlso(term, all); });
  }

  // Takes up the entries of a word. Where the whole word is in the index, what only begins with it
  // comes after all that have it.
  function add(one, all) {
    var these = postings(one.text), rare = Math.log(1 + manifest.n_entries / (these.found.size || 1));
    if (these.isCut) { all.isCut = true; rare = 0.3; }
    if (one.isWhole && !these.isCut) all.hasWhole = true;
    these.found.forEach(function (weight, entry) {
      var value = weight * rare * (one.isWhole ? 1 : 0.6);
      if (!one.isWhole && all.hasWhole) value -= AFTER;
      if (!(all.found.get(entry) >= value)) all.found.set(entry, value);
    });
  }

  // What is found for a short form: as much as what is found for the word itself.
  function findAlso(term, all) {
    if (!SHORT[term.word]) return all;
    return Promise.all(SHORT[term.word].map(function (word) {
      return find({ word: word, isPrefix: false });
    })).then(function (others) {
      others.forEach(function (other) {
        all.isCut = all.isCut || other.isCut;
        other.found.forEach(function (value, entry) {
          if (!(all.found.get(entry) >= value)) all.found.set(entry, value);
        });
      });
      return all;
    });
  }

  // Keys are spread over their files by a sum of their letters.
  function bucketOf(key) {
    for (var sum = 0, n = 0; n < key.length; n++) sum = (Math.imul(sum, 31) + key.charCodeAt(n)) >>> 0;
    return sum % manifest.keys;
  }

  // What a key leads to, as the index weighs it.
  function findKey(key) {
    return load("keys/" + bucketOf(key)).then(function (keys) {
      return keys.found[key] ? postings(keys.found[key]).found : new Map();
    });
  }

  function isNumber(word) { return /^[0-9]+$/.test(word); }

  // The word itself and those that begin with it; a number that is there is meant as it stands.
  function matching(shards, term) {
    var all = [];
    shards.forEach(function (shard) {
      if (shard.found[term.word]) all.push({ text: shard.found[term.word], isWhole: true });
      if (!term.isPrefix || (isNumber(term.word) && all.length)) return;
      var from = 1 + lastAtMost(shard.names.length, function (n) { return shard.names[n]; }, term.word);
      for (var n = from; n < shard.names.length && all.length < PREFIXES; n++) {
        if (shard.names[n].indexOf(term.word) !== 0) break;
        all.push({ text: shard.found[shard.names[n]], isWhole: false });
      }
    });
    return all;
  }

  // Entries that have every term. A word on nearly every page holds nothing back.
  function ask(question) {
    return Promise.all([Promise.all(question.terms.map(find)), Promise.all(question.keys.map(findKey))]).then(function (both) {
      var all = both[0], named = both[1], isId = question.isId && named.some(function (one) { return one.size; });
      var scores = isId ? new Map() : meet(all);
      named.forEach(function (found) { addNamed(found, isId, scores); });
      var found = Array.from(scores.keys());
      found.sort(function (a, b) { return scores.get(b) - scores.get(a) || a - b; });
      var isCut = !isId && all.length > 0 && all.every(function (one) { return one.isCut; });
      return { entries: found, question: question, isCut: isCut };
    });
  }

  // What has the id or the name comes first; what speaks of an id counts where only an id is sought.
  function addNamed(found, isId, scores) {
    found.forEach(function (weight, entry) {
      if (weight >= NAME) scores.set(entry, weight * FIRST_OF_ALL + (scores.get(entry) || 0));
      else if (isId && !scores.has(entry)) scores.set(entry, weight);
    });
  }

  function meet(all) {
    var strict = all.filter(function (one) { return !one.isCut; }), scores = new Map();
    strict.sort(function (a, b) { return a.found.size - b.found.size; });
    var base = strict.length ? strict : all;
    if (!base.length) return scores;
    base[0].found.forEach(function (value, entry) {
      var isIn = base.every(function (one) { return one.found.has(entry); });
      if (isIn) scores.set(entry, all.reduce(function (sum, one) { return sum + (one.found.get(entry) || 0); }, 0));
    });
    return scores;
  }

  // ---- What results show ----

  function blockOf(entry) { return lastAtMost(manifest.texts.length, function (n) { return manifest.texts[n]; }, entry); }

  function rowOf(entry) {
    var block = blockOf(entry);
    var first = manifest.texts[block];
    return load("texts/" + first / manifest.group).then(function (rows) {
      var row = rows[entry - first];
      return { title: row[0], heading: row[1], href: row[2], date: row[3], owners: row[4], text: row[5], kind: row[6], entry: entry };
    });
  }

  // Keeps those whose texts have every phrase, as far as a few files tell.
  function keepPhrases(result) {
    var phrases = result.question.phrases, blocks = Object.create(null), n = 0;
    if (!phrases.some(function (phrase) { return phrase.length > 1; })) return Promise.resolve(result);
    var near = result.entries.filter(function (entry) {
      var block = blockOf(entry);
      if (!blocks[block] && n < PHRASE_FILES) { blocks[block] = true; n++; }
      return blocks[block];
    });
    return Promise.all(near.map(rowOf)).then(function (rows) {
      var kept = rows.filter(function (row) {
        var texts = [row.title, row.heading, row.owners, row.text].map(function (text) { return " " + words(text, true).join(" ") + " "; });
        return phrases.every(function (phrase) {
          return texts.some(function (text) { return text.indexOf(" " + phrase.join(" ") + " ") >= 0; });
        });
      });
      result.isCut = result.isCut || near.length < result.entries.length;
      result.entries = kept.map(function (row) { return row.entry; });
      return result;
    });
  }

  function runOf(entry) {
    var all = data.runs;
    return all[lastAtMost(all.length, function (n) { return all[n][0]; }, entry)];
  }

  // ---- Filters: counted in what was found ----

  function values(entry, filter, ties) {
    var run = runOf(entry);
    if (filter === "kind") return [manifest.kinds[run[1]]];
    if (filter === "year") return run[3] ? [String(run[3])] : [];
    if (filter === "series") return run[2] < 0 ? [] : [manifest.series[run[2]][0]];
    var tie = ties.get(entry), names = filter === "person" ? manifest.people : manifest.recommendations;
    return tie ? tie[filter].map(function (n) { return names[n][0]; }) : [];
  }

  function nameOf(filter, value) {
    var tables = { series: manifest.series, person: manifest.people, rec: manifest.recommendations };
    if (filter === "kind") return kindOf(value);
    var found = (tables[filter] || []).filter(function (one) { return one[0] === value; })[0];
    return found ? found[1] : value;
  }

  function kindOf(kind) { return KINDS[kind] ? say(KINDS[kind]) : kind; }

  function isNarrowed(asked) { return FILTERS.some(function (filter) { return asked[filter]; }); }

  // What choices are counted by. Nothing that is found has to wait for it but what is narrowed.
  function readChoices(result, asked) {
    if (result.ties) return Promise.resolve(result);
    return load("runs").then(function () { return readTiesOf(result, asked); });
  }

  // People and recommendations are read where they are few, or asked for.
  function readTiesOf(result, asked) {
    var first = Object.create(null), wanted = [];
    result.entries.forEach(function (entry) {
      var n = lastAtMost(manifest.ties.length, function (n) { return manifest.ties[n]; }, entry);
      if (n >= 0 && !first[n]) { first[n] = true; wanted.push(n); }
    });
    result.hasTies = wanted.length <= TIE_FILES || asked.person || asked.rec;
    result.ties = new Map();
    return loadAll("ties", result.hasTies ? wanted : []).then(function (all) {
      all.forEach(function (ties) { ties.forEach(function (tie) { result.ties.set(tie.entry, tie); }); });
      return result;
    });
  }

  function passes(entry, asked, result, besides) {
    return FILTERS.every(function (filter) {
      return !asked[filter] || filter === besides || values(entry, filter, result.ties).indexOf(asked[filter]) >= 0;
    });
  }

  // Each filter counts what the others let through.
  function counts(result, asked, filter) {
    var all = new Map();
    result.entries.forEach(function (entry) {
      if (!passes(entry, asked, result, filter)) return;
      values(entry, filter, result.ties).forEach(function (value) { all.set(value, (all.get(value) || 0) + 1); });
    });
    return all;
  }

  function showFilters(result, asked) {
    FILTERS.forEach(function (filter) {
      var all = counts(result, asked, filter), select = form.elements[filter];
      var isTie = filter === "person" || filter === "rec";
      if (asked[filter] && !all.has(asked[filter])) all.set(asked[filter], 0);
      fill(select, filter, all, asked[filter]);
      if (isTie && !result.hasTies) offerAll(select, filter);
      select.parentNode.hidden = select.options.length < 2;
    });
  }

  function fill(select, filter, all, chosen) {
    var options = Array.from(all.keys()).map(function (value) {
      return { value: value, name: nameOf(filter, value), n: all.get(value) };
    });
    options.sort(function (a, b) {
      return filter === "year" ? b.value - a.value : b.n - a.n || a.name.localeCompare(b.name);
    });
    var wanted = [new Option(say("results.any"), "")].concat(options.map(function (one) {
      return new Option(say("results.choice", one), one.value);
    }));
    replace(select, wanted, chosen);
  }

  // Without counts, where counting would load much.
  function offerAll(select, filter) {
    var names = filter === "person" ? manifest.people : manifest.recommendations;
    var options = names.map(function (one) { return new Option(one[1], one[0]); });
    replace(select, [new Option(say("results.any"), "")].concat(options), "");
  }

  // Keeps the select itself, and with it the focus.
  function replace(select, options, chosen) {
    select.textContent = "";
    options.forEach(function (option) { select.add(option); });
    select.value = chosen || "";
  }

  // ---- Showing ----

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function isFound(run, question) {
    return words(run, true).some(function (word) {
      return question.terms.some(function (term) { return isWordOf(term, word); });
    });
  }

  function isWordOf(term, word) {
    if ((SHORT[term.word] || []).indexOf(word) >= 0) return true;
    return term.isPrefix && !isNumber(term.word) ? word.indexOf(term.word) === 0 : word === term.word;
  }

  // The text with every found word marked.
  function marked(into, text, question) {
    var at = 0;
    cuts(text, question).forEach(function (piece) {
      var found = text.indexOf(piece, at);
      into.append(text.slice(at, found));
      into.append(isFound(piece, question) ? element("mark", "", piece) : piece);
      at = found + piece.length;
    });
    into.append(text.slice(at));
    return into;
  }

  // Every word as it stands; in scripts without spaces letters, those together that were found so.
  function cuts(text, question) {
    var all = [];
    runs(text).forEach(function (run) {
      parts(run).forEach(function (part) {
        var letters = part.letters, from = 0;
        if (!part.isUnspaced) { all.push(letters.join("")); return; }
        for (var to = 1; to <= letters.length; to++) {
          if (to < letters.length && isFound(letters[to - 1] + letters[to], question)) continue;
          all.push(letters.slice(from, to).join(""));
          from = to;
        }
      });
    });
    return all;
  }

  // Some 220 letters from a little before the first word that was found.
  function excerpt(text, question) {
    var at = 0, first = -1;
    cuts(text, question).some(function (piece) {
      at = text.indexOf(piece, at);
      if (isFound(piece, question)) first = at;
      at += piece.length;
      return first >= 0;
    });
    var from = Math.max(0, first - 70), to = Math.min(text.length, from + 220);
    if (from > 0) from = nextSpace(text, from);
    if (to < text.length) to = Math.max(from + 1, text.lastIndexOf(" ", to) > from + 100 ? text.lastIndexOf(" ", to) : to);
    return (from > 0 ? "… " : "") + text.slice(from, to).trim() + (to < text.length ? " …" : "");
  }

  function nextSpace(text, from) {
    var space = text.indexOf(" ", from);
    return space >= 0 && space < from + 40 ? space + 1 : from;
  }

  // As the pages write it: 11 July 2017.
  function dateOf(text) {
    var time = element("time", "", say.day(text));
    time.setAttribute("datetime", text);
    return time;
  }

  function itemOf(row, question) {
    var item = element("li"), title = element("h2"), link = element("a"), facts = element("p", "search-facts");
    link.href = root.replace(/assets\/search\/$/, "") + row.href;
    marked(link, row.heading || row.title, question);
    title.append(link);
    facts.append(element("span", "search-kind", kindOf(manifest.kinds[row.kind])));
    if (row.heading) marked(part(facts, "span"), row.title, question);
    if (row.date) part(facts, "span").append(dateOf(row.date));
    if (row.owners) marked(part(facts, "span"), row.owners, question);
    item.append(title, facts);
    if (row.text) item.append(marked(element("p", "search-excerpt"), excerpt(row.text.replace(/\s+/g, " "), question), question));
    return item;
  }

  function part(facts, name) {
    var made = element(name);
    facts.append(" · ", made);
    return made;
  }

  function showMore(n, mine) {
    var next = current.kept.slice(shown, shown + n), question = current.question;
    function append(rows) {
      if (mine !== turn) return;
      if (!shown) list.textContent = "";
      rows.forEach(function (row) { list.append(itemOf(row, question)); });
      shown += rows.length;
      more.hidden = shown >= current.kept.length;
    }
    // The first alone, so that on a slow line it need not wait for the others.
    return Promise.all(next.slice(0, 1).map(rowOf)).then(append).then(function () {
      return Promise.all(next.slice(1).map(rowOf));
    }).then(append);
  }

  function tell(text, isQuiet) {
    count.textContent = text;
    clearTimeout(spoken);
    // Waits for the typing to end, so that it is said once.
    spoken = setTimeout(function () { status.textContent = isQuiet ? "" : text; }, 700);
  }

  function told(result) {
    var n = result.kept.length;
    if (!n) return say("results.nothing");
    return say(result.isCut ? "results.found_more" : "results.found", { n: n });
  }

  function clear() {
    list.textContent = "";
    filters.hidden = more.hidden = true;
    tell("", true);
  }

  // ---- The whole of it ----

  function search(asked) {
    var mine = ++turn;
    if (!asked.q.trim()) {
      clear();
      filters.hidden = !isNarrowed(asked);
      return Promise.resolve();
    }
    if (!shown) tell(say("results.searching"), true);
    return load("index").then(function () {
      return ask(parse(asked.q));
    }).then(keepPhrases).then(function (result) {
      return isNarrowed(asked) ? readChoices(result, asked) : result;
    }).then(function (result) {
      if (mine === turn) return show(result, asked, mine);
    }).catch(function () {
      if (mine === turn) { clear(); tell(say("results.failed")); }
    });
  }

  function show(result, asked, mine) {
    result.kept = result.entries.filter(function (entry) { return passes(entry, asked, result); });
    current = result;
    shown = 0;
    // Their place at once, so that nothing moves when they are counted.
    filters.hidden = !result.entries.length && !isNarrowed(asked);
    tell(told(result));
    if (!result.kept.length) { list.textContent = ""; more.hidden = true; }
    return showMore(FIRST, mine).then(function () {
      if (mine === turn) return offer(result, asked, mine);
    });
  }

  // Without their files there are no choices, and what was found stays.
  function offer(result, asked, mine) {
    return readChoices(result, asked).then(function () {
      if (mine === turn) showFilters(result, asked);
    }).catch(function () {
      if (mine === turn) filters.hidden = true;
    });
  }

  // ---- The address ----

  function fromAddress() {
    var query = new URLSearchParams(location.search), asked = { q: query.get("q") || "" };
    FILTERS.forEach(function (filter) { asked[filter] = query.get(filter) || ""; });
    return asked;
  }

  function fromForm() {
    var asked = { q: input.value };
    FILTERS.forEach(function (filter) { asked[filter] = form.elements[filter].value; });
    return asked;
  }

  function keep(asked, how) {
    var query = new URLSearchParams();
    ["q"].concat(FILTERS).forEach(function (name) { if (asked[name]) query.set(name, asked[name]); });
    var text = query.toString();
    if ("?" + text === location.search) return;
    // A browser may refuse this from a disk; the search goes on.
    try { history[how](null, "", text ? "?" + text : location.pathname); } catch (refused) { return; }
  }

  function go(how) {
    var asked = fromForm();
    keep(asked, how);
    return search(asked);
  }

  // A choice of the address, which is known by its words once there are results.
  function labelled(filter, value) {
    return filter === "kind" ? kindOf(value) : value;
  }

  function open() {
    var asked = fromAddress();
    input.value = asked.q;
    FILTERS.forEach(function (filter) {
      replace(form.elements[filter], [new Option(say("results.any"), "")].concat(asked[filter] ? [new Option(labelled(filter, asked[filter]), asked[filter])] : []), asked[filter]);
    });
    return search(asked);
  }

  // Arrows go from result to result, and from the first back to the field.
  function step(event) {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    var links = Array.from(list.querySelectorAll("h2 a")), at = links.indexOf(document.activeElement);
    var isField = document.activeElement === input;
    if (at < 0 && !isField) return;
    var next = event.key === "ArrowDown" ? links[at + 1] : at === 0 ? input : links[at - 1];
    if (!next || (isField && event.key === "ArrowUp")) return;
    event.preventDefault();
    next.focus();
  }

  // Without this script the form would only load the page again.
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); clearTimeout(typed); go("pushState"); });
  input.addEventListener("input", function () {
    clearTimeout(typed);
    typed = setTimeout(function () { go("replaceState"); }, 120);
  });
  // Whoever comes to the field is about to ask, and every question needs the index.
  input.addEventListener("focus", function () { load("index").catch(function () {}); });
  filters.addEventListener("change", function () { go("pushState"); });
  more.querySelector("button").addEventListener("click", function () {
    var from = shown;
    showMore(MORE, turn).then(function () {
      var first = list.querySelectorAll("h2 a")[from];
      if (first) first.focus();
    });
  });
  document.addEventListener("keydown", step);
  window.addEventListener("popstate", open);
  open();
})();
