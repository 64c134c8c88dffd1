// Times on the clock the reader chooses: the meeting's own, UTC, their own, or that of any other
// zone. Every <time data-zone> of the page is told anew, days that are bound to one with it; what
// falls on another day moves there. A bare day is never touched.
(function () {
  "use strict";

  const holder = document.querySelector("[data-clock]");
  if (!holder || !window.Intl || !Intl.DateTimeFormat.prototype.formatToParts) return;

  const say = window.plenarySay;

  /* Zones */

  // The cities of the time zone database with their countries.
  const places = {
    Africa:
      "CIAbidjan GHAccra ETAddis_Ababa DZAlgiers ERAsmara MLBamako CFBangui GMBanjul " +
      "GWBissau MWBlantyre CGBrazzaville BIBujumbura EGCairo MACasablanca ESCeuta " +
      "GNConakry SNDakar TZDar_es_Salaam DJDjibouti CMDouala EHEl_Aaiun SLFreetown " +
      "BWGaborone ZWHarare ZAJohannesburg SSJuba UGKampala SDKhartoum RWKigali CDKinshasa " +
      "NGLagos GALibreville TGLome AOLuanda CDLubumbashi ZMLusaka GQMalabo MZMaputo " +
      "LSMaseru SZMbabane SOMogadishu LRMonrovia KENairobi TDNdjamena NENiamey " +
      "MRNouakchott BFOuagadougou BJPorto-Novo STSao_Tome LYTripoli TNTunis NAWindhoek",
    America:
      "USAdak USAnchorage AIAnguilla AGAntigua BRAraguaina ARArgentina/Buenos_Aires " +
      "ARArgentina/Catamarca ARArgentina/Cordoba ARArgentina/Jujuy ARArgentina/La_Rioja " +
      "ARArgentina/Mendoza ARArgentina/Rio_Gallegos ARArgentina/Salta ARArgentina/San_Juan " +
      "ARArgentina/San_Luis ARArgentina/Tucuman ARArgentina/Ushuaia AWAruba PYAsuncion " +
      "CAAtikokan BRBahia MXBahia_Banderas BBBarbados BRBelem BZBelize CABlanc-Sablon " +
      "BRBoa_Vista COBogota USBoise CACambridge_Bay BRCampo_Grande MXCancun VECaracas " +
      "GFCayenne KYCayman USChicago MXChihuahua MXCiudad_Juarez CRCosta_Rica CLCoyhaique " +
      "CACreston BRCuiaba CWCuracao GLDanmarkshavn CADawson CADawson_Creek USDenver " +
      "USDetroit DMDominica CAEdmonton BREirunepe SVEl_Salvador CAFort_Nelson BRFortaleza " +
      "CAGlace_Bay CAGoose_Bay TCGrand_Turk GDGrenada GPGuadeloupe GTGuatemala ECGuayaquil " +
      "GYGuyana CAHalifax CUHavana MXHermosillo USIndiana/Indianapolis USIndiana/Knox " +
      "USIndiana/Marengo USIndiana/Petersburg USIndiana/Tell_City USIndiana/Vevay " +
      "USIndiana/Vincennes USIndiana/Winamac CAInuvik CAIqaluit JMJamaica USJuneau " +
      "USKentucky/Louisville USKentucky/Monticello BQKralendijk BOLa_Paz PELima " +
      "USLos_Angeles SXLower_Princes BRMaceio NIManagua BRManaus MFMarigot MQMartinique " +
      "MXMatamoros MXMazatlan USMenominee MXMerida USMetlakatla MXMexico_City PMMiquelon " +
      "CAMoncton MXMonterrey UYMontevideo MSMontserrat BSNassau USNew_York USNome " +
      "BRNoronha USNorth_Dakota/Beulah USNorth_Dakota/Center USNorth_Dakota/New_Salem " +
      "GLNuuk MXOjinaga PAPanama SRParamaribo USPhoenix HTPort-au-Prince TTPort_of_Spain " +
      "BRPorto_Velho PRPuerto_Rico CLPunta_Arenas CARankin_Inlet BRRecife CARegina " +
      "CAResolute BRRio_Branco BRSantarem CLSantiago DOSanto_Domingo BRSao_Paulo " +
      "GLScoresbysund USSitka BLSt_Barthelemy CASt_Johns KNSt_Kitts LCSt_Lucia VISt_Thomas " +
      "VCSt_Vincent CASwift_Current HNTegucigalpa GLThule MXTijuana CAToronto VGTortola " +
      "CAVancouver CAWhitehorse CAWinnipeg USYakutat",
    Antarctica:
      "AQCasey AQDavis AQDumontDUrville AUMacquarie AQMawson AQMcMurdo AQPalmer AQRothera " +
      "AQSyowa AQTroll AQVostok",
    Arctic:
      "SJLongyearbyen",
    Asia:
      "YEAden KZAlmaty JOAmman RUAnadyr KZAqtau KZAqtobe TMAshgabat KZAtyrau IQBaghdad " +
      "BHBahrain AZBaku THBangkok RUBarnaul LBBeirut KGBishkek BNBrunei RUChita LKColombo " +
      "SYDamascus BDDhaka TLDili AEDubai TJDushanbe CYFamagusta PSGaza PSHebron " +
      "VNHo_Chi_Minh HKHong_Kong MNHovd RUIrkutsk IDJakarta IDJayapura ILJerusalem AFKabul " +
      "RUKamchatka PKKarachi NPKathmandu RUKhandyga INKolkata RUKrasnoyarsk MYKuala_Lumpur " +
      "MYKuching KWKuwait MOMacau RUMagadan IDMakassar PHManila OMMuscat CYNicosia " +
      "RUNovokuznetsk RUNovosibirsk RUOmsk KZOral KHPhnom_Penh IDPontianak KPPyongyang " +
      "QAQatar KZQostanay KZQyzylorda SARiyadh RUSakhalin UZSamarkand KRSeoul CNShanghai " +
      "SGSingapore RUSrednekolymsk TWTaipei UZTashkent GETbilisi IRTehran BTThimphu " +
      "JPTokyo RUTomsk MNUlaanbaatar CNUrumqi RUUst-Nera LAVientiane RUVladivostok " +
      "RUYakutsk MMYangon RUYekaterinburg AMYerevan",
    Atlantic:
      "PTAzores BMBermuda ESCanary CVCape_Verde FOFaroe PTMadeira ISReykjavik " +
      "GSSouth_Georgia SHSt_Helena FKStanley",
    Australia:
      "AUAdelaide AUBrisbane AUBroken_Hill AUDarwin AUEucla AUHobart AULindeman " +
      "AULord_Howe AUMelbourne AUPerth AUSydney",
    Europe:
      "NLAmsterdam ADAndorra RUAstrakhan GRAthens RSBelgrade DEBerlin SKBratislava " +
      "BEBrussels ROBucharest HUBudapest DEBusingen MDChisinau DKCopenhagen IEDublin " +
      "GIGibraltar GGGuernsey FIHelsinki IMIsle_of_Man TRIstanbul JEJersey RUKaliningrad " +
      "RUKirov UAKyiv PTLisbon SILjubljana GBLondon LULuxembourg ESMadrid MTMalta " +
      "AXMariehamn BYMinsk MCMonaco RUMoscow NOOslo FRParis MEPodgorica CZPrague LVRiga " +
      "ITRome RUSamara SMSan_Marino BASarajevo RUSaratov UASimferopol MKSkopje BGSofia " +
      "SEStockholm EETallinn ALTirane RUUlyanovsk LIVaduz VAVatican ATVienna LTVilnius " +
      "RUVolgograd PLWarsaw HRZagreb CHZurich",
    Indian:
      "MGAntananarivo IOChagos CXChristmas CCCocos KMComoro TFKerguelen SCMahe MVMaldives " +
      "MUMauritius YTMayotte REReunion",
    Pacific:
      "WSApia NZAuckland PGBougainville NZChatham FMChuuk CLEaster VUEfate TKFakaofo " +
      "FJFiji TVFunafuti ECGalapagos PFGambier SBGuadalcanal GUGuam USHonolulu KIKanton " +
      "KIKiritimati FMKosrae MHKwajalein MHMajuro PFMarquesas UMMidway NRNauru NUNiue " +
      "NFNorfolk NCNoumea ASPago_Pago PWPalau PNPitcairn FMPohnpei PGPort_Moresby " +
      "CKRarotonga MPSaipan PFTahiti KITarawa TOTongatapu UMWake WFWallis",
  };

  // Names of zones that browsers still know by older ones.
  const older = {
    "Africa/Asmara": "Africa/Asmera",
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Catamarca": "America/Catamarca",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Argentina/Jujuy": "America/Jujuy",
    "America/Argentina/Mendoza": "America/Mendoza",
    "America/Atikokan": "America/Coral_Harbour",
    "America/Indiana/Indianapolis": "America/Indianapolis",
    "America/Kentucky/Louisville": "America/Louisville",
    "America/Nuuk": "America/Godthab",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Europe/Kyiv": "Europe/Kiev",
    "Pacific/Chuuk": "Pacific/Truk",
    "Pacific/Kanton": "Pacific/Enderbury",
    "Pacific/Pohnpei": "Pacific/Ponape",
  };
  const newer = Object.keys(older).reduce((all, name) => Object.assign(all, { [older[name]]: name }), {});

  // What clocks are called where browsers have only a distance from UTC, in minutes.
  const letters = {
    "BST 60": "Europe/Guernsey Europe/Isle_of_Man Europe/Jersey",
    "CDT -240": "America/Havana",
    "CST -300": "America/Havana",
    "CST 480": "Asia/Macau Asia/Shanghai Asia/Taipei",
    "IDT 180": "Asia/Jerusalem",
    "IST 120": "Asia/Jerusalem",
    "JST 540": "Asia/Tokyo",
    "KST 540": "Asia/Pyongyang Asia/Seoul",
    "MSK 180": "Europe/Kirov Europe/Moscow Europe/Simferopol Europe/Volgograd",
    "PKT 300": "Asia/Karachi",
    "PST 480": "Asia/Manila",
    "SST -660": "Pacific/Midway Pacific/Pago_Pago",
  };

  // Letters of browsers that are not those of the time zone database.
  const notUsed = /^(ACWST|CHADT|CHAST|GST|GYT|LHDT|LHST|MYT|SGT)$/;

  const language = document.documentElement.lang || "en";
  const cache = {};

  function once(key, make) {
    if (!(key in cache)) cache[key] = make();
    return cache[key];
  }

  function formatter(locale, options) {
    return once("f" + locale + JSON.stringify(options), () => new Intl.DateTimeFormat(locale, options));
  }

  // A zone by the name this browser takes; nothing where it knows none.
  function known(zone) {
    return once("k" + zone, () => [zone, older[zone]].filter(Boolean).find(isTaken) || null);
  }

  function isTaken(zone) {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch (error) {
      return false;
    }
  }

  // The minutes of a zone that is a distance from UTC: "UTC+05:45".
  function distance(zone) {
    const found = /^UTC(?:([+-])(\d{1,2})(?::(\d\d))?)?$/.exec(zone);
    if (!found) return null;
    const minutes = Number(found[2] || 0) * 60 + Number(found[3] || 0);
    return found[1] === "-" ? -minutes : minutes;
  }

  // What a clock is ahead of UTC at an instant, in minutes.
  function offset(at, zone) {
    const fixed = distance(zone);
    if (fixed !== null) return fixed;
    const minute = Math.floor(at / 60000) * 60000;
    const options = { timeZone: known(zone) || "UTC", hourCycle: "h23" };
    ["year", "month", "day", "hour", "minute"].forEach((part) => (options[part] = "numeric"));
    const said = {};
    formatter("en-u-ca-gregory", options)
      .formatToParts(minute)
      .forEach((part) => (said[part.type] = Number(part.value)));
    const wall = Date.UTC(said.year, said.month - 1, said.day, said.hour, said.minute);
    return (wall - minute) / 60000;
  }

  // The clock of a zone at an instant: its day, hours, and what the time is called.
  function clock(at, zone) {
    return once("c" + at + zone, () => {
      const ahead = offset(at, zone);
      const wall = new Date(at + ahead * 60000).toISOString();
      return { day: wall.slice(0, 10), hours: wall.slice(11, 16), name: called(at, zone, ahead) };
    });
  }

  function called(at, zone, ahead) {
    if (distance(zone) !== null) return fromUtc(ahead);
    const own = Object.keys(letters).find(
      (key) => key.endsWith(" " + ahead) && letters[key].split(" ").includes(zone)
    );
    return own ? own.split(" ")[0] : locales(zone).map((one) => short(at, zone, one)).find(isLetters) || fromUtc(ahead);
  }

  // Where people say English letters for the zone: each place has its own.
  function locales(zone) {
    const country = countries()[zone];
    const usual = ["en-GB", "en-US", "en-AU", "en-ZA", "en-KE"];
    return country ? ["en-" + country].concat(usual) : usual;
  }

  function short(at, zone, locale) {
    const options = { timeZone: known(zone) || "UTC", timeZoneName: "short" };
    const part = formatter(locale, options).formatToParts(at).find((one) => one.type === "timeZoneName");
    return part ? part.value : "";
  }

  function isLetters(name) {
    return /^[A-Z]{2,5}$/.test(name) && !notUsed.test(name);
  }

  // "UTC+2", "UTC+05:45"
  function fromUtc(minutes) {
    if (minutes === 0) return "UTC";
    const all = Math.abs(minutes);
    const two = (n) => String(n).padStart(2, "0");
    const hours = Math.floor(all / 60);
    return "UTC" + (minutes < 0 ? "-" : "+") + (all % 60 ? two(hours) + ":" + two(all % 60) : hours);
  }

  // The country of each zone.
  function countries() {
    return once("countries", () => {
      const all = {};
      Object.keys(places).forEach((area) =>
        places[area].split(" ").forEach((one) => (all[area + "/" + one.slice(2)] = one.slice(0, 2)))
      );
      return all;
    });
  }

  function myZone() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
    if (/^(Etc\/)?(UTC|UCT|GMT|Universal|Zulu|Greenwich)$/.test(zone)) return "UTC";
    return newer[zone] || zone;
  }

  // "Africa/Dar es Salaam"
  function spoken(zone) {
    return zone.replace(/_/g, " ");
  }

  /* The times of the page, as they were written */

  const all = (selector, inside) => Array.from((inside || document).querySelectorAll(selector));

  function mark(element) {
    return {
      element,
      nodes: Array.from(element.childNodes),
      iso: element.getAttribute("datetime"),
      at: Date.parse(element.getAttribute("datetime")),
      zone: element.getAttribute("data-zone"),
      hasDay: /\d{4}/.test(element.textContent.replace(/\d\d?:\d\d|UTC\S*/g, "")),
    };
  }

  // Times in order, a span of two as one, each with its UTC.
  function readSpans() {
    const spans = [];
    all("time[data-zone]").filter((one) => !one.closest("[data-zone-row]")).map(mark).forEach((one) => {
      const before = spans[spans.length - 1];
      if (before && !before.end && isJoined(before.start.element, one.element)) before.end = one;
      else spans.push({ start: one, end: null });
    });
    spans.forEach((span) => (span.utc = utcAfter((span.end || span.start).element)));
    return spans;
  }

  function isJoined(one, other) {
    const between = one.nextSibling;
    const isText = between && between.nodeType === 3 && between.nextSibling === other;
    return Boolean(isText && /^\s*([-–—]|to|until)\s*$/.test(between.data));
  }

  function utcAfter(element) {
    const next = element.nextElementSibling;
    const isNear = next && next.classList.contains("utc") && isBlankBetween(element, next);
    if (!isNear) return { element: null, text: "" };
    return { element: next, text: next.textContent };
  }

  function isBlankBetween(one, other) {
    let node = one.nextSibling;
    while (node && node !== other && node.nodeType === 3 && !node.data.trim()) node = node.nextSibling;
    return node === other;
  }

  function readDays() {
    return all("[data-day-of]").map((element) => ({
      element,
      text: element.textContent,
      at: Date.parse(element.getAttribute("data-day-of")),
      zone: element.getAttribute("data-zone"),
    }));
  }

  /* Times, told anew */

  function restore(one) {
    one.element.textContent = "";
    one.nodes.forEach((node) => one.element.appendChild(node));
  }

  function showSpan(span, zone) {
    if (!zone || zone === span.start.zone) return restoreSpan(span);
    const start = clock(span.start.at, zone);
    const end = span.end && clock(span.end.at, zone);
    const time = end && end.name === start.name ? start.hours : named(start);
    const isSaid = isDaySaid(span.start, start.day);
    span.start.element.textContent = isSaid ? time : dayAndTime(say.day(start.day, !span.start.hasDay), time);
    if (end) span.end.element.textContent = end.day === start.day ? named(end) : onDay(end.day, named(end));
    showUtc(span, start, end, zone);
  }

  function restoreSpan(span) {
    restore(span.start);
    if (span.end) restore(span.end);
    const utc = span.utc;
    if (utc.space) [utc.space, utc.element].forEach((node) => node.remove());
    if (utc.space) span.utc = { element: null, text: "" };
    else if (utc.element) Object.assign(utc.element, { textContent: utc.text, hidden: false });
  }

  // "06:00 UTC"
  function named(told) {
    return told.hours + " " + told.name;
  }

  // "13 June 2017, 06:00 UTC"
  function dayAndTime(day, time) {
    return say("clock.day_and_time", { day, time });
  }

  // "13 June 2017 06:00"
  function onDay(day, time) {
    return say("clock.on_day", { day: say.day(day), time });
  }

  // Whether a reader knows on which day a time is, from what stands round it.
  function isDaySaid(one, day) {
    if (one.hasDay) return false;
    if (isBoundNear(one)) return true;
    const group = one.element.closest("[data-day-group]");
    if (group) return group.getAttribute("data-day-group") === day;
    return Boolean(one.element.closest(".agenda")) || clock(one.at, one.zone).day === day;
  }

  // Whether the day of this instant stands in the same row, line or head.
  function isBoundNear(one) {
    let box = one.element.parentElement;
    for (let n = 0; box && n < 4; n += 1, box = box.parentElement) {
      if (box.querySelector('[data-day-of="' + one.iso + '"]')) return true;
      if (/^(TR|LI|SECTION|ARTICLE|MAIN)$/.test(box.tagName)) return false;
    }
    return false;
  }

  function showUtc(span, start, end, zone) {
    const utc = span.utc.element || addUtc(span);
    const first = clock(span.start.at, "UTC");
    const last = end && clock(span.end.at, "UTC");
    const inUtc = (told, day) => (told.day === day ? told.hours : onDay(told.day, told.hours));
    utc.textContent = "(" + inUtc(first, start.day) + (last ? "–" + inUtc(last, first.day) : "") + " UTC)";
    utc.hidden = zone === "UTC";
    if (span.utc.space) span.utc.space.data = utc.hidden ? "" : " ";
  }

  function addUtc(span) {
    const utc = make("span", { class: "utc" });
    const space = document.createTextNode(" ");
    (span.end || span.start).element.after(space, utc);
    span.utc = { element: utc, space, text: "" };
    return utc;
  }

  function showDay(bound, zone) {
    const other = zone && zone !== bound.zone;
    bound.element.textContent = other ? say.day(clock(bound.at, zone).day, true) : bound.text;
  }

  // The last day of a meeting, where by this clock it ends on the day on which it began.
  function showLastDays() {
    all("[data-day-of]").forEach((day) => {
      const first = day.previousElementSibling;
      if (!first || !first.hasAttribute("data-day-of")) return;
      const dash = day.previousSibling;
      if (dash.nodeType === 3 && /^\s*[–—]?\s*$/.test(dash.data)) {
        day.hidden = day.textContent === first.textContent;
        dash.data = day.hidden ? "" : " – ";
      }
    });
  }

  /* Days of agendas */

  function showDividers(zone) {
    all(".day-divider").forEach((one) => one.remove());
    if (zone) all(".agenda").filter((one) => !one.parentElement.closest(".agenda")).forEach((one) => divide(one, zone));
  }

  function divide(agenda, zone) {
    const items = all("li", agenda).map((item) => ({ item, start: startOf(item) })).filter((one) => one.start);
    if (!items.length || items.every((one) => one.start.zone === zone)) return;
    let day = dayBefore(agenda, zone) || clock(items[0].start.at, zone).day;
    items.forEach(({ item, start }) => {
      const own = clock(start.at, zone).day;
      if (own === day) return;
      item.before(make("li", { class: "day-divider" }, make("span", {}, say.day(own, true))));
      day = own;
    });
  }

  function startOf(item) {
    const time = all("time[data-zone]", item).find((one) => one.closest("li") === item);
    return time ? mark(time) : null;
  }

  // The day that is said over an agenda: by its heading, else by the meeting's own.
  function dayBefore(agenda, zone) {
    let before = agenda.previousElementSibling;
    while (before && !/^H[1-6]$/.test(before.tagName)) before = before.previousElementSibling;
    const bound = (before && before.querySelector("[data-day-of]")) || document.querySelector(".h-event [data-day-of]");
    return bound && clock(Date.parse(bound.getAttribute("data-day-of")), zone).day;
  }

  /* What falls on another day */

  // Lists by day as they were: each with what stood in it.
  function readLists() {
    const lists = new Map();
    all("[data-days] [data-instant]").forEach((entry) => {
      const list = entry.parentElement;
      if (!lists.has(list)) lists.set(list, []);
      lists.get(list).push(entry);
    });
    return lists;
  }

  function regroup(lists, zone) {
    const kept = document.activeElement;
    lists.forEach((entries, list) => entries.forEach((entry) => list.appendChild(entry)));
    all("[data-day-made]").forEach((group) => group.remove());
    if (zone) lists.forEach((entries) => entries.forEach((entry) => move(entry, zone)));
    all("[data-days=made] [data-day-group]").forEach((group) => {
      group.hidden = !group.querySelector("[data-instant]");
    });
    all("[data-days=fixed] .goes-on").forEach(showOnce);
    if (kept && kept !== document.activeElement && kept !== document.body) kept.focus({ preventScroll: true });
  }

  // That a meeting goes on is not said on the day on which it is said to begin.
  function showOnce(goesOn) {
    const entry = goesOn.closest("[data-instant]");
    const link = entry.querySelector("a");
    const others = all("[data-instant] a", entry.parentElement).filter((one) => one.href === link.href);
    entry.hidden = others[0] !== link;
  }

  function move(entry, zone) {
    const at = Date.parse(entry.getAttribute("data-instant"));
    const day = entry.getAttribute("data-zone") === zone ? null : clock(at, zone).day;
    const from = entry.closest("[data-day-group]");
    if (!day || from.getAttribute("data-day-group") === day) return;
    const isMade = entry.closest("[data-days]").getAttribute("data-days") === "made";
    const group = isMade ? listed(entry, day) : cell(day);
    if (group) insert(listIn(group), entry, at);
  }

  function cell(day) {
    const inMonth = document.querySelector('[data-days=fixed] [data-day-group="' + day + '"]');
    return inMonth || document.querySelector('[data-days=fixed] [data-day-outside="' + day + '"]');
  }

  function listed(entry, day) {
    const ofMonth = '[data-days=made][data-month="m' + day.slice(0, 7) + '"]';
    const days = document.querySelector(ofMonth) || entry.closest("[data-days]");
    return days.querySelector('[data-day-group="' + day + '"]') || madeGroup(days, day);
  }

  // A group for a day on which nothing was.
  function madeGroup(days, day) {
    const heading = days.querySelector("[data-day-group] > :first-child");
    const tag = heading ? heading.tagName.toLowerCase() : "h3";
    const group = make("li", { "data-day-group": day, "data-day-made": "" }, make(tag, {}, say.day(day, true)));
    const later = Array.from(days.children).find((one) => one.getAttribute("data-day-group") > day);
    days.insertBefore(group, later || null);
    return group;
  }

  function listIn(group) {
    const list = group.querySelector("ul");
    return list || group.appendChild(make("ul", { "data-day-made": "" }));
  }

  function insert(list, entry, at) {
    const isLater = (one) => Date.parse(one.getAttribute("data-instant")) > at;
    list.insertBefore(entry, Array.from(list.children).find(isLater) || null);
  }

  /* The table of zones of a meeting */

  function showRows(zone) {
    const rows = all("[data-zone-row]");
    all(".zone-own").forEach((row) => row.remove());
    rows.forEach((row, n) => markRow(row, zone ? row.getAttribute("data-zone-row") === zone : n === 0));
    const own = zone || myZone();
    if (!rows.length || rows.some((row) => row.getAttribute("data-zone-row") === own)) return;
    const row = ownRow(rows[0], own);
    markRow(row, own === zone);
    rows[rows.length - 1].after(row);
  }

  function markRow(row, isShown) {
    row.classList.toggle("shown", isShown);
    if (isShown) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
  }

  // The zone that was chosen, else the reader's own, in the room that the table keeps for it.
  function ownRow(first, zone) {
    const [begins, ends] = all("time[data-zone]", first).map(mark);
    const [start, end] = [clock(begins.at, zone), clock(ends.at, zone)];
    const onItsDay = (told, day) => (told.day === day ? named(told) : dayAndTime(say.day(told.day), named(told)));
    const name = zone === myZone() ? say("clock.yours", { zone }) : zone;
    return make(
      "tr",
      { class: "zone-own" },
      make("th", { scope: "row" }, name),
      make("td", {}, onItsDay(start, clock(begins.at, begins.zone).day)),
      make("td", {}, onItsDay(end, start.day))
    );
  }

  /* Room: what is told anew keeps to the room that it had, so that nothing shifts */

  // In smaller letters, without UTC, and so on.
  const squeezes = [["is-small"], ["is-tight"], ["is-tight", "is-small"], ["is-tight", "is-smallest"]];
  const classes = ["is-held", "is-row", "is-small", "is-tight", "is-smallest"];
  let held = [];

  // What a time stands in: a row, an item, a paragraph. What moves to another day has no such room.
  function boxOf(element) {
    let box = element.closest("tr, li") || element.parentElement;
    while (/^(inline|contents)/.test(window.getComputedStyle(box).display)) box = box.parentElement;
    return box;
  }

  function release() {
    held.forEach((box) => {
      box.element.classList.remove(...classes);
      box.element.style.removeProperty("--held");
    });
    held = [];
  }

  // By the page as it was written: first all is measured, then all is held.
  function hold() {
    const times = page.spans.map((span) => span.start.element).concat(page.days.map((day) => day.element));
    const boxes = new Set(times.filter((time) => !time.closest("[data-days]")).map(boxOf));
    const tables = new Set(Array.from(boxes, (box) => box.closest("table")).filter(Boolean));
    const heads = Array.from(tables).flatMap((table) => all("thead th", table));
    const sizes = (elements, side) => elements.map((element) => ({ element, size: element.getBoundingClientRect()[side] }));
    const rows = sizes(Array.from(boxes), "height").filter((box) => box.size);
    held = rows.concat(sizes(heads, "width"), sizes(Array.from(tables), "width"));
    held.forEach(({ element, size }) => {
      element.classList.toggle("is-row", window.getComputedStyle(element).display === "table-row");
      element.style.setProperty("--held", size + "px");
      element.classList.add("is-held");
    });
    return rows;
  }

  // What has grown all the same is squeezed, one step after another: inner boxes first.
  function fit(boxes) {
    const level = new Map(boxes.map((box) => [box, 0]));
    const grows = (box) => level.get(box) < squeezes.length && box.element.getBoundingClientRect().height > box.size + 0.5;
    for (let grown = boxes.filter(grows); grown.length; grown = grown.filter(grows)) {
      const holds = (box, other) => other !== box && box.element.contains(other.element);
      const inner = grown.filter((box) => !box.element.querySelector(".is-held") || !grown.some((other) => holds(box, other)));
      inner.forEach((box) => {
        box.element.classList.remove("is-small", "is-tight");
        box.element.classList.add(...squeezes[level.get(box)]);
        level.set(box, level.get(box) + 1);
      });
    }
    page.spans.forEach(pointAtUtc);
  }

  // UTC that there is no room for can be pointed at.
  function pointAtUtc({ start, end, utc }) {
    const isHidden = utc.element && utc.element.closest(".is-tight");
    [start, end].filter(Boolean).forEach(({ element }) => {
      if (isHidden) element.title = utc.element.textContent.replace(/[()]/g, "");
      else element.removeAttribute("title");
    });
  }

  /* The choice, remembered */

  const kept = "plenary.clock";
  const told = "plenary.clock.told";

  function recall(key) {
    try {
      return window.localStorage.getItem(key);
    } catch (error) {
      return null;
    }
  }

  function remember(key, value) {
    try {
      window.localStorage.setItem(key, value);
    } catch (error) {
      // a private window, or a page from disk: the choice holds for this page
    }
  }

  // "meeting", "utc", "mine", or the name of a zone.
  function choiceKept() {
    const value = recall(kept);
    return ["meeting", "utc", "mine"].includes(value) || (value && known(value)) ? value : "meeting";
  }

  function zoneOf(choice) {
    if (choice === "meeting") return null;
    if (choice === "utc") return "UTC";
    return choice === "mine" ? myZone() : choice;
  }

  function placeOf(choice) {
    const zone = zoneOf(choice);
    return zone === "UTC" ? say("clock.utc") : spoken(zone);
  }

  const page = { spans: readSpans(), days: readDays(), lists: readLists() };
  let choice = choiceKept();

  function show() {
    const zone = zoneOf(choice);
    release();
    tell(null);
    if (!zone) return page.spans.forEach(pointAtUtc);
    const boxes = hold();
    tell(zone);
    fit(boxes);
  }

  function tell(zone) {
    regroup(page.lists, zone);
    page.days.forEach((bound) => showDay(bound, zone));
    page.spans.forEach((span) => showSpan(span, zone));
    showLastDays();
    showDividers(zone);
    showRows(zone);
  }

  function choose(wanted) {
    choice = wanted;
    remember(kept, wanted);
    remember(told, "1");
    show();
    showChoice();
    closeNotice();
    const isOwn = wanted === "meeting";
    status.textContent = isOwn ? say("clock.shown_as_written") : say("clock.shown_in", { zone: placeOf(wanted) });
  }

  /* The switch */

  function make(tag, attributes) {
    const element = document.createElement(tag);
    Object.keys(attributes || {}).forEach((name) => element.setAttribute(name, attributes[name]));
    Array.from(arguments).slice(2).forEach((child) => element.append(child));
    return element;
  }

  const status = make("p", { class: "clock-status", role: "status" });
  const said = make("span", { class: "clock-said" });
  const [before, behind] = say("clock.opener").split("{zone}");
  const opener = make(
    "button",
    { type: "button", class: "clock-open", "aria-expanded": "false", "aria-controls": "clock-panel" },
    before,
    said,
    behind || ""
  );
  const input = make("input", {
    id: "clock-zone",
    type: "text",
    role: "combobox",
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": "clock-zones",
    "aria-describedby": "clock-found",
  });
  const listbox = make("ul", { id: "clock-zones", role: "listbox", "aria-label": say("clock.zones"), hidden: "" });
  const found = make("p", { id: "clock-found", class: "clock-found", role: "status" });
  const radios = ["meeting", "utc", "mine", "other"].map((value) =>
    make("input", { type: "radio", name: "clock", value })
  );
  const panel = make("div", { id: "clock-panel", class: "clock-panel", hidden: "" }, fields());

  function fields() {
    const mine = say("clock.mine", { zone: spoken(myZone()) });
    const labels = [say("clock.as_written"), say("clock.utc"), mine, say("clock.of_another_zone")];
    const set = make("fieldset", {}, make("legend", {}, say("clock.legend")));
    radios.forEach((radio, n) => set.append(make("label", { class: "clock-choice" }, radio, " " + labels[n])));
    const label = make("label", { for: "clock-zone", class: "clock-label" }, say("clock.find"));
    set.append(make("div", { class: "clock-other" }, label, input, listbox, found));
    return set;
  }

  function showChoice() {
    const isOther = !["meeting", "utc", "mine"].includes(choice);
    radios.forEach((radio) => (radio.checked = radio.value === (isOther ? "other" : choice)));
    if (document.activeElement !== input) input.value = isOther ? spoken(choice) : "";
    said.textContent = choiceWords();
  }

  function choiceWords() {
    if (choice === "meeting") return say("clock.as_written");
    return choice === "mine" ? say("clock.yours", { zone: spoken(myZone()) }) : placeOf(choice);
  }

  function open(isOpen) {
    panel.hidden = !isOpen;
    opener.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) return closeList();
    const checked = radios.find((radio) => radio.checked) || radios[0];
    checked.focus();
  }

  function closePanel() {
    const isInside = panel.contains(document.activeElement);
    open(false);
    if (isInside) opener.focus();
  }

  opener.addEventListener("click", () => open(panel.hidden));
  radios.forEach((radio) =>
    radio.addEventListener("change", () => {
      if (radio.value !== "other") choose(radio.value);
    })
  );
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) closePanel();
  });
  document.addEventListener("click", (event) => {
    if (!panel.hidden && !event.composedPath().includes(holder)) open(false);
  });

  /* Zones, found by typing */

  const most = 40;
  let options = [];
  let current = -1;

  // In small letters, without accents and signs.
  function fold(text) {
    return text
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/[\s_/.,'’()&-]+/g, " ")
      .trim();
  }

  function countryNames(code) {
    const name = (locale) => {
      try {
        return new Intl.DisplayNames([locale], { type: "region" }).of(code);
      } catch (error) {
        return "";
      }
    };
    return once("n" + code, () => [name(language), name("en")]);
  }

  // Every zone with the words by which it is found.
  function zones() {
    return once("zones", () => zoneNames().map(entryOf));
  }

  function zoneNames() {
    const table = Object.keys(countries());
    const native = Intl.supportedValuesOf ? Intl.supportedValuesOf("timeZone") : [];
    const names = new Set(["UTC"].concat(table, native.map((name) => newer[name] || name)));
    return Array.from(names).sort();
  }

  function entryOf(zone) {
    const code = countries()[zone];
    const [country, inEnglish] = code ? countryNames(code) : ["", ""];
    const city = spoken(zone.split("/").pop());
    const text = fold([city, country, inEnglish, zone, older[zone] || ""].join(" "));
    return { zone, city, country, first: fold(city), text: " " + text };
  }

  // The city that begins so, then whatever has words that begin so.
  function matches(typed) {
    const query = fold(typed);
    if (!query) return [];
    const has = (one) => query.split(" ").every((word) => one.text.includes(" " + word));
    const rank = (one) => (one.first.startsWith(query) ? 0 : 1);
    return zones().filter(has).sort((one, other) => rank(one) - rank(other)).filter((one) => known(one.zone));
  }

  // "Asia/Kathmandu, UTC+05:45"
  function zoneAndClock(zone) {
    return say("clock.zone_and_clock", { zone: spoken(zone), clock: fromUtc(offset(Date.now(), zone)) });
  }

  function optionOf(one, n) {
    const detail = make("span", { class: "clock-detail" }, zoneAndClock(one.zone));
    const name = one.country ? say("clock.city", one) : one.city;
    const option = make("li", { id: "clock-zone-" + n, role: "option", "aria-selected": "false" }, name + " ", detail);
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(one.zone));
    return option;
  }

  function search() {
    const hits = matches(input.value);
    options = hits.slice(0, most).map((one) => one.zone);
    listbox.textContent = "";
    hits.slice(0, most).forEach((one, n) => listbox.append(optionOf(one, n)));
    listbox.hidden = !options.length;
    input.setAttribute("aria-expanded", String(Boolean(options.length)));
    input.removeAttribute("aria-invalid");
    found.textContent = fold(input.value) ? (hits.length ? say("clock.n_zones", { n: hits.length }) : say("clock.no_zone")) : "";
    setCurrent(-1);
  }

  function setCurrent(n) {
    current = n;
    Array.from(listbox.children).forEach((option, at) => option.setAttribute("aria-selected", String(at === n)));
    if (n < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", "clock-zone-" + n);
    listbox.children[n].scrollIntoView({ block: "nearest" });
  }

  function closeList() {
    listbox.hidden = true;
    input.setAttribute("aria-expanded", "false");
    setCurrent(-1);
  }

  function step(by) {
    if (listbox.hidden) search();
    if (!options.length) return;
    setCurrent(current < 0 && by < 0 ? options.length - 1 : (current + by + options.length) % options.length);
  }

  function take(zone) {
    input.value = spoken(zone);
    closeList();
    found.textContent = "";
    choose(zone === "UTC" ? "utc" : zone);
  }

  // What was typed, as a zone: its whole name, or the only one that it can mean.
  function takeTyped() {
    if (current >= 0) return take(options[current]);
    const typed = input.value.trim();
    if (!typed) return closeList();
    const whole = zones().find((one) => fold(one.zone) === fold(typed) || one.first === fold(typed));
    const hits = matches(typed);
    const zone = whole ? whole.zone : hits.length === 1 ? hits[0].zone : null;
    if (zone) return take(zone);
    if (hits.length) return setCurrent(0);
    input.setAttribute("aria-invalid", "true");
    found.textContent = say("clock.no_zone");
  }

  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: takeTyped,
    Escape: () => (listbox.hidden ? closePanel() : closeList()),
  };

  input.addEventListener("input", search);
  input.addEventListener("blur", closeList);
  input.addEventListener("focus", () => (radios[3].checked = true));
  input.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  });

  /* Who is elsewhere is told so once */

  let notice = null;

  // By the first time of the page, which is that of the meeting it is about. UTC, which stands beside
  // every time, is no other clock.
  function isElsewhere() {
    const mine = myZone();
    const first = page.spans.length && page.spans[0].start;
    return Boolean(first) && mine !== "UTC" && offset(first.at, mine) !== offset(first.at, first.zone);
  }

  function tellOnce() {
    if (recall(told) || recall(kept) || !isElsewhere()) return;
    remember(told, "1");
    const there = make("button", { type: "button" }, say("clock.show_there"));
    const keep = make("button", { type: "button" }, say("clock.keep"));
    there.addEventListener("click", () => answer("mine"));
    keep.addEventListener("click", () => answer("meeting"));
    const text = say("clock.you_are_in", { zone: spoken(myZone()) });
    notice = make("section", { class: "clock-notice", "aria-label": say("clock.notice") }, make("p", {}, text), there, keep);
    holder.append(notice);
    document.documentElement.classList.add("has-clock-notice");
    status.textContent = text;
  }

  function answer(wanted) {
    opener.focus({ preventScroll: true });
    choose(wanted);
  }

  function closeNotice() {
    if (notice) notice.remove();
    notice = null;
    document.documentElement.classList.remove("has-clock-notice");
  }

  /* At once, and whenever another window of the site chooses otherwise */

  function follow() {
    if (choiceKept() === choice) return;
    choice = choiceKept();
    show();
    showChoice();
  }

  // On a window of another width there is other room.
  let width = window.innerWidth;
  function reshow() {
    if (window.innerWidth === width) return;
    width = window.innerWidth;
    if (zoneOf(choice)) show();
  }

  holder.textContent = "";
  holder.append(opener, panel, status);
  showChoice();
  show();
  document.documentElement.classList.remove("clock-waits");
  tellOnce();
  window.addEventListener("storage", follow);
  window.addEventListener("resize", reshow);
  window.addEventListener("pageshow", (event) => event.persisted && follow());
})();
