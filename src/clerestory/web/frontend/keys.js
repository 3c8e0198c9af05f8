// Single letters press what carries them, on pages that say so and only while nobody writes. Without this, and with it
// turned off, the same letters work as access keys.
const WRITTEN = "textarea, select, input:not([type=radio], [type=checkbox], [type=submit], [type=button])";

function press(one) {
  const field = one.dataset.needs ? document.getElementById(one.dataset.needs) : null;
  if (field && !field.value.trim()) field.focus();
  else one.click();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest(WRITTEN)) {
    if (event.key === "Escape") document.getElementById("passage")?.focus();
    return;
  }
  const one = [...document.querySelectorAll("[data-key]")].find((each) => each.dataset.key === event.key);
  if (!one) return;
  event.preventDefault();
  press(one);
});
