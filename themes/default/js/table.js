// The tables of a register: rows in another order, and a choice among them. A table says that it may
// be used so by `data-tools`, and a column that rows can be chosen by it by `data-choice`; all such
// tables of a page are chosen from at once. The choice is kept in the address, so that it can be
// sent. Without a script the whole register is there, in its own order.
(function () {
  "use strict";

  const room = document.querySelector("[data-tools-room]");
  if (!room) return;
  const say = window.plenarySay;

  const tables = Array.from(document.querySelectorAll("table[data-tools]")).map(read);
  const rows = tables.flatMap((table) => table.rows);

  /* What the tables hold */

  function read(element) {
    const heads = Array.from(element.tHead.rows[0].cells);
    const columns = heads.map((head) => ({ title: head.textContent, choice: head.dataset.choice }));
    const body = element.tBodies[0];
    const found = Array.from(body.rows).map((row) => ({ row, body, cells: Array.from(row.cells) }));
    return { element, body, columns, rows: found.map((one, at) => Object.assign(one, { at, columns })) };
  }

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/g, " ").trim();
  }

  // What a cell says in a column that rows are chosen by: its state, its links, else its words.
  function values(row, title) {
    const cell = row.cells[row.columns.findIndex((column) => column.title === title)];
    if (!cell) return [];
    const state = cell.querySelector(".state");
    const links = Array.from(cell.querySelectorAll("a"));
    if (row.columns.some((column) => column.title === title && column.choice === "year")) return years(cell);
    const parts = state ? [state] : links.length ? links : [cell];
    return parts.map((part) => part.textContent.trim()).filter(Boolean);
  }

  function years(cell) {
    return Array.from(cell.querySelectorAll("time[datetime]"), (time) => time.getAttribute("datetime").slice(0, 4));
  }

  // What a row is put in order by: a day, a number, else words.
  function key(row, title) {
    const cell = row.cells[row.columns.findIndex((column) => column.title === title)];
    const time = cell && cell.querySelector("time[datetime]");
    const text = cell ? (time ? time.getAttribute("datetime") : cell.textContent.trim()) : "";
    return { text, isEmpty: text === "" || text === "–" || (!time && /^(TBD|TBC|n\/a)\b/i.test(text)) };
  }

  function compare(one, other) {
    if (one.isEmpty !== other.isEmpty) return one.isEmpty ? 1 : -1;
    return one.text.localeCompare(other.text, document.documentElement.lang, { numeric: true });
  }

  /* The tools */

  const titles = (isWanted) => {
    const all = tables.flatMap((table) => table.columns.filter(isWanted).map((column) => column.title));
    return Array.from(new Set(all));
  };

  function field(label, control) {
    const holder = document.createElement("p");
    const name = document.createElement("label");
    control.id = "t." + control.name;
    name.htmlFor = control.id;
    name.textContent = label;
    holder.append(name, control);
    return holder;
  }

  function choice(title) {
    const counts = new Map();
    for (const row of rows) {
      for (const value of new Set(values(row, title))) counts.set(value, (counts.get(value) || 0) + 1);
    }
    if (counts.size < 2) return null;
    const select = document.createElement("select");
    const isYear = tables.some((table) => table.columns.some((one) => one.title === title && one.choice === "year"));
    const label = isYear ? say("tools.year") : title;
    select.name = isYear ? "year" : title.toLowerCase();
    select.add(new Option(say("tools.any"), ""));
    for (const value of Array.from(counts.keys()).sort((a, b) => (isYear ? b - a : a.localeCompare(b)))) {
      select.add(new Option(say("tools.choice", { value, n: counts.get(value) }), value));
    }
    return { title, label, select };
  }

  function orders() {
    const select = document.createElement("select");
    select.name = "order";
    select.add(new Option(say("tools.as_listed"), ""));
    for (const title of titles(() => true)) {
      select.add(new Option(title, title));
      select.add(new Option(say("tools.backwards", { column: title }), "-" + title));
    }
    return select;
  }

  const details = document.createElement("details");
  const summary = document.createElement("summary");
  const form = document.createElement("form");
  const text = document.createElement("input");
  let choices = [];
  let order = null;
  const clear = document.createElement("button");
  const told = document.createElement("span");

  // A line at first: what it opens is made when it is wanted, as a register may be long.
  function begin() {
    details.className = "tools";
    told.setAttribute("role", "status");
    told.className = "told";
    told.textContent = countWords(rows.length);
    summary.append(say("tools.title"), " ", told);
    details.append(summary, form);
    room.append(details);
  }

  function build() {
    choices = titles((column) => column.choice !== undefined).map(choice).filter(Boolean);
    order = orders();
    Object.assign(text, { type: "search", name: "words", autocomplete: "off", spellcheck: false });
    Object.assign(clear, { type: "reset", textContent: say("tools.clear"), hidden: true });
    form.append(field(say("tools.find"), text), ...choices.map((one) => field(one.label, one.select)));
    form.append(field(say("tools.order"), order), clear);
  }

  // How many rows are shown, of those of the page; and how many the register has on all its pages.
  function countWords(shown) {
    const [n, all] = [rows.length, room.dataset.all];
    if (shown === n) return say(all ? "tools.rows_on_page" : "tools.rows", { n, all });
    return say(all ? "tools.shown_on_page" : "tools.shown", { shown, n, all });
  }

  /* What is shown */

  function isWanted(row, asked) {
    if (asked.length && row.text === undefined) row.text = fold(row.row.textContent);
    const isChosen = choices.every((one) => !one.select.value || values(row, one.title).includes(one.select.value));
    return isChosen && asked.every((word) => row.text.includes(word));
  }

  function show() {
    const asked = fold(text.value).split(" ").filter(Boolean);
    let n = 0;
    for (const row of rows) {
      row.row.hidden = !isWanted(row, asked);
      n += row.row.hidden ? 0 : 1;
    }
    for (const table of tables) {
      const section = table.element.closest("section");
      if (section) section.classList.toggle("is-empty", table.rows.every((row) => row.row.hidden));
    }
    told.textContent = countWords(n);
    clear.hidden = isUntouched();
  }

  function isUntouched() {
    return !text.value && !order.value && choices.every((one) => !one.select.value);
  }

  function arrange() {
    const isBackwards = order.value.startsWith("-");
    const title = order.value.replace(/^-/, "");
    for (const table of tables) {
      const sorted = table.rows.slice();
      if (title) {
        const keys = new Map(sorted.map((row) => [row, key(row, title)]));
        const way = isBackwards ? -1 : 1;
        sorted.sort((a, b) => {
          const [one, other] = [keys.get(a), keys.get(b)];
          const isLast = one.isEmpty !== other.isEmpty;
          return (isLast ? 1 : way) * compare(one, other) || a.at - b.at;
        });
      }
      table.body.append(...sorted.map((row) => row.row));
      markOrder(table, title, isBackwards);
    }
  }

  function markOrder(table, title, isBackwards) {
    for (const head of table.element.tHead.rows[0].cells) {
      if (head.textContent === title) head.setAttribute("aria-sort", isBackwards ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  }

  /* The address */

  const controls = () => [text, order].concat(choices.map((one) => one.select));

  function remember() {
    const query = new URLSearchParams(location.search);
    for (const control of controls()) {
      if (control.value) query.set(control.name, control.value);
      else query.delete(control.name);
    }
    const asked = query.toString();
    try {
      history.replaceState(null, "", (asked ? "?" + asked : location.pathname) + location.hash);
    } catch (error) {
      // a page that was opened from a disk may not change its address in every browser
    }
  }

  function recall() {
    const query = new URLSearchParams(location.search);
    for (const control of controls()) {
      const value = query.get(control.name) || "";
      const isThere = control === text || Array.from(control.options).some((one) => one.value === value);
      if (value && isThere) control.value = value;
    }
  }

  // Rows that are folded away are chosen from too.
  function unfold() {
    tables.map((table) => table.element.closest("details.more")).filter(Boolean).forEach((fold) => (fold.open = true));
  }

  function update() {
    unfold();
    arrange();
    show();
    remember();
  }

  function open() {
    if (order) return;
    build();
    recall();
    if (isUntouched()) return;
    unfold();
    arrange();
    show();
    details.open = true;
  }

  begin();
  if (location.search) open();
  // built by the click, which the keyboard makes too, so that the very next key finds it
  details.addEventListener("click", open);
  details.addEventListener("toggle", open);
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    setTimeout(() => {
      update();
      text.focus();
    });
  });
})();
