"use strict";
// What makes long tables easier: sorting, filtering, copying, opening. Without it everything is there all the same.
(() => {
  const words = document.body.dataset;
  const make = (tag, text, attributes) => {
    const element = document.createElement(tag);
    if (text) element.textContent = text;
    for (const [name, value] of Object.entries(attributes || {})) element.setAttribute(name, value);
    return element;
  };
  const value = (row, column) => {
    const cell = row.cells[column];
    const text = cell.dataset.value || cell.textContent.trim();
    return /^\d+$/.test(text) ? Number(text) : text.toLowerCase();
  };
  const compare = (a, b) => (typeof a === typeof b ? (a < b ? -1 : a > b ? 1 : 0) : typeof a === "number" ? -1 : 1);

  for (const table of document.querySelectorAll("table.evidence")) {
    const rows = [...table.querySelectorAll("tbody tr:not(.group)")];
    const groups = [...table.tBodies];
    const home = new Map(rows.map((row) => [row, row.parentElement]));
    const sorted = make("tbody");
    table.append(sorted);
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = make("button", head.textContent, { type: "button", title: words.sort.replace("{}", head.textContent) });
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const next = { none: "ascending", ascending: "descending", descending: "none" }[head.getAttribute("aria-sort") || "none"];
        for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
        if (next === "none") {
          for (const row of rows) home.get(row).append(row);
        } else {
          head.setAttribute("aria-sort", next);
          const sign = next === "ascending" ? 1 : -1;
          sorted.append(...[...rows].sort((a, b) => sign * compare(value(a, column), value(b, column))));
        }
        for (const group of groups) group.hidden = next !== "none";
        show();
      });
    });
    const tools = make("div", "", { class: "tools" });
    const label = make("label", words.filter + " ");
    const field = make("input", "", { type: "search" });
    const told = make("span", "", { class: "meta", role: "status" });
    const group = make("label", words.group + " ");
    const choice = make("select");
    choice.append(make("option", words.all, { value: "" }));
    for (const body of groups) choice.append(make("option", body.dataset.group, { value: body.dataset.group }));
    label.append(field);
    group.append(choice);
    tools.append(label, group, told);
    table.before(tools);
    const show = () => {
      const wanted = field.value.trim().toLowerCase();
      let count = 0;
      for (const row of rows) {
        const fits = row.textContent.toLowerCase().includes(wanted) && (!choice.value || home.get(row).dataset.group === choice.value);
        row.hidden = !fits;
        count += fits;
      }
      const flat = sorted.rows.length > 0;
      for (const body of groups) body.hidden = flat || ![...body.rows].some((row) => !row.hidden && !row.classList.contains("group"));
      told.textContent = count === rows.length ? "" : words.shown.replace("{shown}", count).replace("{all}", rows.length);
    };
    field.addEventListener("input", show);
    choice.addEventListener("change", show);
  }

  for (const code of document.querySelectorAll("code.query")) {
    const button = make("button", words.copy, { type: "button", class: "copy" });
    code.after(button);
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(code.textContent);
        button.textContent = words.copied;
      } catch {
        getSelection().selectAllChildren(code); // no right to the clipboard: selected, to be copied by key
      }
    });
  }

  const all = [...document.querySelectorAll("details")];
  const toggle = make("button", words.open, { type: "button", class: "toggle" });
  document.querySelector("#summary").append(toggle);
  toggle.addEventListener("click", () => {
    const open = toggle.textContent === words.open;
    for (const one of all) one.open = open;
    toggle.textContent = open ? words.close : words.open;
  });
})();
