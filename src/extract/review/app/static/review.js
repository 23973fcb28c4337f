// Keys for what links and buttons of the page do; without this file all of them work with the mouse.
"use strict";

const byId = (id) => document.getElementById(id);
const rows = Array.from(document.querySelectorAll(".changes .row"));
let at = -1;

function highlight(step) {
  if (!rows.length) return;
  at = Math.min(Math.max(at + step, 0), rows.length - 1);
  rows.forEach((row, number) => row.closest("li").classList.toggle("at", number === at));
  rows[at].focus();
  rows[at].scrollIntoView({ block: "nearest" });
}

function press(...ids) {
  const found = ids.map(byId).find(Boolean);
  if (found) found.click();
}

function correct() {
  const panel = byId("correction");
  if (!panel) return;
  panel.open = true;
  const value = byId("value");
  value.focus();
  value.select();
}

function help() {
  const dialog = byId("keys");
  if (dialog.open) dialog.close();
  else dialog.showModal();
}

const keys = {
  j: () => (rows.length ? highlight(1) : press("next")),
  k: () => (rows.length ? highlight(-1) : press("previous")),
  a: () => press("accept"),
  r: () => press("reject"),
  c: correct,
  u: () => press("undo", "undo-last"),
  s: () => press("skip"),
  l: () => press("list-link"),
  "/": () => byId("search") && byId("search").focus(),
  "?": help,
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape" && typing) typing.blur();
  if (typing || (byId("keys").open && event.key !== "?")) return;
  const action = keys[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

// A form goes once, however often the key is struck; what is wrong with it the browser says first.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "1";
});
addEventListener("pageshow", () => document.querySelectorAll("form").forEach((form) => delete form.dataset.sent));

const link = byId("help-link");
if (link) link.addEventListener("click", (event) => { event.preventDefault(); help(); });

// Of a new row any column may be corrected: the value that it has now stands there to be changed.
const field = byId("field");
if (field) field.addEventListener("change", () => { byId("value").value = field.selectedOptions[0].dataset.value; });
