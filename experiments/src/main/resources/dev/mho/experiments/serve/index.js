"use strict";
(function () {
  var body = document.getElementById("results");
  var news = document.getElementById("news");
  var none = document.getElementById("none");
  var states = {};
  function percent(share) { return share === undefined ? "" : (100 * share).toFixed(2) + "\u00a0%"; }
  function address(path) { return "/page/" + path.split("/").map(encodeURIComponent).join("/"); }
  function put(node, text) { if (node.textContent !== text) { node.textContent = text; } }
  function accuracy(cell, share) {
    put(cell, percent(share));
    cell.dataset.value = share === undefined ? "" : String(share);
  }
  function row(item) {
    var found = Array.prototype.find.call(body.rows, function (r) { return r.dataset.path === item.path; });
    if (found) { return found; }
    var made = body.insertRow();
    made.dataset.path = item.path;
    var head = document.createElement("th");
    head.scope = "row";
    made.appendChild(head);
    var link = document.createElement("a");
    link.href = address(item.path);
    link.textContent = item.path || item.name;
    head.appendChild(link);
    for (var i = 0; i < 5; i++) { made.insertCell(); }
    made.cells[4].className = made.cells[5].className = "number";
    return made;
  }
  function progress(cell, item) {
    if (item.of === 0) { put(cell, ""); return; }
    var bar = cell.querySelector("progress");
    if (!bar) {
      cell.textContent = "";
      bar = document.createElement("progress");
      bar.setAttribute("aria-label", "progress");
      cell.appendChild(bar);
      cell.appendChild(document.createTextNode(""));
    }
    bar.max = item.of;
    bar.value = item.done;
    cell.lastChild.nodeValue = " " + item.done + " of " + item.of + " " + item.unit;
  }
  function show(item) {
    var cells = row(item).cells;
    put(cells[1], item.kind);
    var state = cells[2].querySelector("span") || cells[2].appendChild(document.createElement("span"));
    put(state, item.state);
    state.className = "state " + item.style;
    progress(cells[3], item);
    accuracy(cells[4], item.hardware);
    accuracy(cells[5], item.exact);
    if (states[item.path] !== undefined && states[item.path] !== item.state) {
      news.textContent = item.name + ": " + item.state;
    }
    states[item.path] = item.state;
  }
  function update(listing) {
    var paths = listing.results.map(function (item) { return item.path; });
    Array.prototype.slice.call(body.rows).forEach(function (r) {
      if (paths.indexOf(r.dataset.path) < 0) { r.remove(); }
    });
    listing.results.forEach(show);
    none.hidden = paths.length > 0;
  }
  function ask() {
    if (document.hidden) { return; }
    fetch("/status.json", { cache: "no-store" })
      .then(function (answer) { return answer.json(); })
      .then(update)
      .catch(function () { news.textContent = "mho serve does not answer."; });
  }
  setInterval(ask, 2000);
  ask();
}());
