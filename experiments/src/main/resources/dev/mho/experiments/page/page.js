"use strict";
(function () {
  var root = document.documentElement;
  var button = document.getElementById("theme");
  var system = window.matchMedia("(prefers-color-scheme: dark)");
  function stored() { try { return localStorage.getItem("mho-theme"); } catch (e) { return null; } }
  function isDark() { return (root.dataset.theme || (system.matches ? "dark" : "light")) === "dark"; }
  function label() { button.textContent = isDark() ? "Light colours" : "Dark colours"; }
  if (stored() === "dark" || stored() === "light") { root.dataset.theme = stored(); }
  button.hidden = false;
  button.addEventListener("click", function () {
    root.dataset.theme = isDark() ? "light" : "dark";
    try { localStorage.setItem("mho-theme", root.dataset.theme); } catch (e) { /* Only for this page, then. */ }
    label();
  });
  system.addEventListener("change", label);
  label();
}());
