// Puts style and scripts into ../static, each file whole or not at all.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { compile } from "sass";

const target = new URL("../static/", import.meta.url);
const here = new URL("./", import.meta.url);

function put(name, content) {
  const partial = new URL(`.partial-${name}`, target);
  writeFileSync(partial, content);
  renameSync(partial, new URL(name, target));
}

mkdirSync(target, { recursive: true });
const sheet = compile(new URL("desk.scss", here).pathname, {
  style: "compressed",
  loadPaths: [new URL("node_modules", here).pathname],
  quietDeps: true,
});
put("desk.css", sheet.css);
const script = readFileSync(new URL("node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js", here), "utf8");
put("govuk-frontend.min.js", script.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n"));
// What stands on a reading copy is laid out by the room that writes it.
put("reading.css", readFileSync(new URL("../../publish/templates/reading.css", here)));
put("dark.css", readFileSync(new URL("dark.css", here)));
put("desk.js", readFileSync(new URL("desk.js", here)));
put("keys.js", readFileSync(new URL("keys.js", here)));
