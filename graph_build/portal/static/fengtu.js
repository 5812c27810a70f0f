// What every page needs: suggestions under search fields, and buttons that copy.
"use strict";
document.documentElement.classList.add("js");

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch {
    // Without permission or a secure context the text is selected instead, ready for the keyboard.
    const shown = button.parentElement.querySelector(".cite-text, code");
    if (shown) getSelection().selectAllChildren(shown);
    return;
  }
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = before; }, 1500);
});

const icon = (family) => {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  drawn.setAttribute("class", `icon f-${family}`);
  drawn.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `#i-${family}`);
  drawn.append(use);
  return drawn;
};

const suggest = (field) => {
  let list = null;
  let chosen = -1;
  let asked = 0;
  let waiting = 0;
  const fills = field.dataset.suggest === "name";
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-autocomplete", "list");

  const close = () => {
    if (list) list.remove();
    list = null;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const choose = (number) => {
    const options = [...list.children];
    chosen = (number + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const take = (name) => {
    field.value = name.label;
    close();
    field.focus();
  };
  const show = (names) => {
    close();
    if (!names.length || document.activeElement !== field) return;
    list = element("div", "suggestions");
    list.setAttribute("role", "listbox");
    list.id = `suggestions-${field.name}`;
    names.forEach((name, at) => {
      const option = element("a");
      option.href = name.href;
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.tabIndex = -1;
      option.append(icon(name.family), element("bdi", "", name.label), element("span", "kind", name.kind));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      if (fills) option.addEventListener("click", (event) => { event.preventDefault(); take(name); });
      list.append(option);
    });
    field.parentElement.append(list);
    field.setAttribute("aria-controls", list.id);
    field.setAttribute("aria-expanded", "true");
  };
  const ask = async () => {
    const query = field.value.trim();
    const mine = ++asked;
    if (!query) { close(); return; }
    const answer = await fetch(`/api/suggest?q=${encodeURIComponent(query)}`, { headers: { Accept: "application/json" } });
    if (answer.ok && mine === asked) show((await answer.json()).names);
  };
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(ask, 120); });
  field.addEventListener("blur", () => setTimeout(close, 100));
  field.addEventListener("keydown", (event) => {
    if (!list || event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      list.children[chosen].click();
    } else if (event.key === "Escape") {
      close();
    }
  });
};
document.querySelectorAll("input[data-suggest]").forEach(suggest);
