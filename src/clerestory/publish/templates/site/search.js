// Finds in the list of tables. Without it the whole list stands there.
"use strict";
(function () {
  const place = document.getElementById("search");
  const lines = Array.from(document.querySelectorAll(".tables > li"));
  if (!place || !lines.length) return;
  const label = document.createElement("label");
  label.htmlFor = "words";
  label.textContent = place.dataset.label;
  const words = document.createElement("input");
  words.id = "words";
  words.type = "search";
  words.autocomplete = "off";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  place.append(label, words, told);
  const texts = lines.map((line) => line.textContent.toLowerCase());
  function show() {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    lines.forEach((line, at) => {
      line.hidden = !asked.every((word) => texts[at].includes(word));
      if (!line.hidden) found += 1;
    });
    document.querySelectorAll(".listed").forEach((part) => {
      part.hidden = asked.length > 0 && !part.querySelector(".tables > li:not([hidden])");
    });
    told.textContent = asked.length ? (found ? found + " of " + lines.length + " found" : "Nothing found. Try fewer words.") : "";
  }
  words.addEventListener("input", show);
})();
