// What the interface says, from its catalogue, which stands above: plenarySay("results.found", { n: 3 }).
// A message that counts has the form for `n` by the plurals of the page's language.
var plenarySay = (function () {
  "use strict";

  const language = document.documentElement.lang || "en";
  const months = "january february march april may june july august september october november december".split(" ");
  const weekdays = "sunday monday tuesday wednesday thursday friday saturday".split(" ");

  function messageOf(key) {
    const [section, name] = key.split(".");
    const messages = plenaryWords[section];
    return messages && name in messages ? messages[name] : key;
  }

  function form(forms, n) {
    try {
      return forms[new Intl.PluralRules(language).select(n)] || forms.other;
    } catch (error) {
      return forms.other; // a language that the browser does not know
    }
  }

  function written(value) {
    try {
      return typeof value === "number" ? value.toLocaleString(language) : value;
    } catch (error) {
      return String(value);
    }
  }

  function say(key, given) {
    const told = given || {};
    const message = messageOf(key);
    const text = typeof message === "string" ? message : form(message, told.n);
    return text.replace(/\{(\w+)\}/g, (whole, name) => (name in told ? written(told[name]) : whole));
  }

  // "2017-06-13" as pages write it: "13 June 2017", and its weekday where that is asked for.
  say.day = function (day, withWeekday) {
    const at = new Date(day + "T00:00:00Z");
    const month = say("months." + months[at.getUTCMonth()]);
    const words = say("days.day", { day: String(at.getUTCDate()), month, year: String(at.getUTCFullYear()) });
    const weekday = () => say("weekdays." + weekdays[at.getUTCDay()]);
    return withWeekday ? say("days.weekday_day", { weekday: weekday(), day: words }) : words;
  };

  return say;
})();
