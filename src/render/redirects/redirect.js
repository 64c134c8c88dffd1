// Leads on from an old address to where the page is now. Chooses among the links of the page by
// the old query and fragment where an old address had them, and takes the fragment along.
(function () {
  "use strict";

  function decode(text) {
    try {
      return decodeURIComponent(text.replace(/\+/g, " "));
    } catch (error) {
      return text;
    }
  }

  function pairs(query) {
    return query.split("&").filter(Boolean).map(decode);
  }

  var query = pairs(location.search.slice(1));
  var fragment = decode(location.hash.slice(1));

  function fits(link) {
    var wantedQuery = link.getAttribute("data-query");
    var wantedFragment = link.getAttribute("data-fragment");
    var hasQuery = wantedQuery === null || pairs(wantedQuery).every(function (pair) {
      return query.indexOf(pair) >= 0;
    });
    return hasQuery && (wantedFragment === null || decode(wantedFragment) === fragment);
  }

  var links = Array.prototype.slice.call(document.querySelectorAll("a[data-moved]"));
  var link = links.filter(fits)[0] || links[0];
  if (!link) {
    return;
  }
  var target = link.href;
  if (target.indexOf("#") < 0 && !link.hasAttribute("data-fragment")) {
    target += location.hash;
  }
  location.replace(target);
})();
