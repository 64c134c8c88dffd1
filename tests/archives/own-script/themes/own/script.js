(function () {
  "use strict";

  const line = document.createElement("p");
  line.setAttribute("data-own", "");
  line.textContent = plenarySay("tools.rows", { n: 1234 }) + "; " + plenarySay("no.such");
  document.querySelector("main").append(line);
})();
