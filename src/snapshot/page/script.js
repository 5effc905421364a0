"use strict";
// Radio buttons into a file of decisions; a group decides the outputs in which nothing else differs.
const outputs = [...document.querySelectorAll("[data-snapshot]")];
const groups = new Map();
const decision = output => output.querySelector("input:checked").value;
const count = wanted => outputs.filter(output => decision(output) === wanted).length;

function tell() {
  document.getElementById("count").textContent = `accept ${count("accept")}, reject ${count("reject")}, undecided ${count("")}`;
  document.getElementById("save").disabled = count("") === outputs.length;
}

function decideGroup(id, wanted) {
  groups.set(id, wanted);
  for (const button of document.querySelectorAll(`button[data-group="${id}"]`)) {
    button.setAttribute("aria-pressed", button.dataset.decision === wanted);
  }
  for (const output of outputs) {
    const own = output.dataset.groups.split(" ");
    if (own.includes(id) && own.every(group => groups.get(group) === wanted)) {
      output.querySelector(`input[value="${wanted}"]`).checked = true;
    }
  }
  tell();
}

function save() {
  const decided = outputs.filter(output => decision(output) !== "").map(output => ({
    snapshot: output.dataset.snapshot,
    accepted: output.dataset.accepted || null,
    pending: output.dataset.pending,
    decision: decision(output),
  }));
  const text = JSON.stringify({ version: 1, decisions: decided }, null, 2) + "\n";
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "decisions.json";
  link.click();
  URL.revokeObjectURL(link.href);
}

document.addEventListener("change", tell);
document.getElementById("save").addEventListener("click", save);
for (const button of document.querySelectorAll("button[data-group]")) {
  button.addEventListener("click", () => decideGroup(button.dataset.group, button.dataset.decision));
}
tell();
